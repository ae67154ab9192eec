import { createApp } from './app.ts'
import { loadConfig } from './config.ts'

const DRAIN_MS = 10_000

const state = { draining: false }
const config = await loadConfig(process.env)
const app = await createApp(config, state)
await app.listen({ host: config.host, port: config.port })

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (state.draining) return
    state.draining = true
    app.log.info({ signal }, 'stopping')
    setTimeout(() => app.server.closeAllConnections(), DRAIN_MS).unref()
    void app.close()
  })
}
