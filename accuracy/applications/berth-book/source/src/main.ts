import { config } from './config'
import { knex } from './db'
import { log } from './plugins/operation-log'
import { createApp } from './server'

const server = createApp().listen(config.port, () => log.info(`listening on ${config.port}`))
server.requestTimeout = 30_000

process.on('SIGTERM', () => {
  server.close(() => void knex.destroy())
})
