const { createServer } = require('node:http')
const jwt = require('jsonwebtoken')
const { Server } = require('socket.io')
const register = require('./handlers')

const http = createServer()
const io = new Server(http, { cors: { origin: process.env.WEB_ORIGIN }, maxHttpBufferSize: 10_000 })

io.use((socket, next) => {
  try {
    socket.data.userId = jwt.verify(socket.handshake.auth.token, process.env.JWT_KEY, { algorithms: ['HS256'] }).sub
    next()
  } catch {
    next(new Error('sign in first'))
  }
})
io.on('connection', (socket) => register(io, socket))
http.listen(process.env.PORT || 3000)
