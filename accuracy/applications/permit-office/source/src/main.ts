import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createApp, lifecycle } from './app'
import { config } from './config'
import { db } from './db'
import { logger } from './lib/logger'
import { redis } from './lib/redis'

const server = createServer(createApp())
server.requestTimeout = 30_000
server.headersTimeout = 10_000
server.keepAliveTimeout = 65_000
server.maxRequestsPerSocket = 1000
server.listen(config.PORT, () => logger.info({ port: config.PORT }, 'listening'))

async function stop(signal: string) {
  if (lifecycle.stopping) return
  lifecycle.stopping = true
  logger.info({ signal }, 'stopping')
  setTimeout(() => process.exit(1), 20_000).unref()
  await wait(3000)
  await new Promise((done) => server.close(done))
  await Promise.allSettled([db.destroy(), redis.quit()])
  process.exit(0)
}

process.once('SIGTERM', () => void stop('SIGTERM'))
process.once('SIGINT', () => void stop('SIGINT'))
process.on('unhandledRejection', (err) => {
  logger.fatal({ err }, 'unhandled')
  process.exit(1)
})
