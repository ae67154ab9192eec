import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { authenticate } from './sockets/authenticate.js'
import { registerConsole } from './sockets/console.js'

const http = createServer()
const io = new Server(http, { cors: { origin: process.env.WEB_ORIGIN }, maxHttpBufferSize: 10_000 })
io.of('/console').use(authenticate)
registerConsole(io)
http.listen(process.env.PORT ?? 3000)
