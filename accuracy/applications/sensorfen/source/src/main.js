import { build } from './app.js'
import { readConfig } from './config.js'
import mongo from './plugins/mongo.js'

const config = readConfig(process.env)
const app = await build(config, mongo)
await app.listen({ port: config.port, host: '0.0.0.0' })

let leaving = false
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, async () => {
    if (leaving) return
    leaving = true
    setTimeout(() => process.exit(1), 20_000).unref()
    await app.close()
    process.exit(0)
  })
