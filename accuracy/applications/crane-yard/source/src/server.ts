import { createApp } from './app'
import { config } from './config'
import { sequelize } from './db/sequelize'
import { logger } from './lib/logger'

async function main(): Promise<void> {
  await sequelize.authenticate()
  const server = createApp().listen(config.port, () => logger.info(`listening on ${config.port}`))
  server.requestTimeout = 30_000
  process.on('SIGTERM', () => server.close(() => void sequelize.close()))
}

main().catch((error) => {
  logger.error(String(error))
  process.exit(1)
})
