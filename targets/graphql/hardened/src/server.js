import { createServer } from 'node:http'
import { createApp } from './app.js'
import { loadConfig } from './config.js'
import { openDatabase } from './database.js'
import { log } from './lib/log.js'

const DRAIN_MS = 10_000

async function main() {
  const config = loadConfig(process.env)
  const database = openDatabase(config.databasePath)
  const state = { draining: false }
  const app = await createApp({ config, database, state })

  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }, app)
  server.maxConnections = 1000
  // While draining, a kept-alive connection is closed as soon as its last request is answered.
  server.on('request', (_request, response) => response.on('close', () => state.draining && setImmediate(() => server.closeIdleConnections())))
  server.listen(config.port, config.host, () => log('info', 'started', { host: config.host, port: server.address().port }))

  const stop = (signal) => {
    if (state.draining) return
    state.draining = true
    log('info', 'stopping', { signal })
    const giveUp = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    giveUp.unref()
    server.close(() => {
      database.close()
      log('info', 'stopped')
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error) => {
  log('error', 'start.failed', { error: error.message })
  process.exitCode = 1
})
