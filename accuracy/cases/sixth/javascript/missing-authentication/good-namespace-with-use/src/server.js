const http = require('node:http');
const { Server } = require('socket.io');
const handshake = require('./handshake');
const operators = require('./operators');

const server = http.createServer();
const io = new Server(server, { cors: { origin: process.env.WEB_ORIGIN } });

io.use(handshake);
io.on('connection', (socket) => {
  socket.join(`user:${socket.data.userId}`);
});

const namespace = io.of('/operators');
namespace.use(handshake);
operators(namespace);

server.listen(Number(process.env.PORT) || 3000);
