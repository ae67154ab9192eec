import { createApp } from './app.ts'
import { config } from './config.ts'

const app = await createApp()
await app.listen({ host: config.host, port: config.port })
