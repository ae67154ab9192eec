import mongoose from 'mongoose'
import { createApp } from './app'
import { config } from './config'
import { logger } from './utils/logger'

async function main() {
  await mongoose.connect(config.mongoUrl, { serverSelectionTimeoutMS: 5000 })
  createApp().listen(config.port, () => logger.info({ port: config.port }, 'listening'))
}

main().catch((err) => {
  logger.fatal(err, 'could not start')
  process.exit(1)
})
