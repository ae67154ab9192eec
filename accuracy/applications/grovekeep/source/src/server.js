import { app, state } from './app.js'
import { config } from './config.js'
import { close } from './db.js'
import { log } from './log.js'

const server = app.listen(config.port, () => log.info({ port: config.port }, 'listening'))
server.requestTimeout = 30_000
server.headersTimeout = 10_000
server.keepAliveTimeout = 65_000
server.maxRequestsPerSocket = 1000

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    state.leaving = true
    setTimeout(() => process.exit(1), 20_000).unref()
    server.close(async () => {
      await close()
      process.exit(0)
    })
    server.closeIdleConnections()
  })
}
