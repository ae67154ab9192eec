import { createServer } from 'node:http'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { log } from './library/log.ts'

const DRAIN_MS = 10_000

const state = { draining: false }
const config = loadConfig(process.env)
const { app, services } = await createApp(config, state)
const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }, app.callback())
server.setTimeout(20_000)
server.maxRequestsPerSocket = 10_000
server.listen(config.port, config.host, () => log('info', 'started', { port: config.port }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (state.draining) return
    state.draining = true
    log('info', 'stopping', { signal })
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref()
    server.close(() => services.database.close())
    server.closeIdleConnections()
  })
}
