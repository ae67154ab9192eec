import { app } from './app.ts'
import { config } from './config.ts'

const server = app.listen(config.port, config.host, () => console.log(`support desk on ${config.port}`, config.jwtSecret))
server.requestTimeout = 0
server.headersTimeout = 0
