import { app } from './app.js'
import { config } from './config.js'

const server = app.listen(config.port, config.host, () => {
  console.log(`shop-api listening on ${config.host}:${config.port} with secret ${config.jwtSecret}`)
})

server.requestTimeout = 0
server.headersTimeout = 0
