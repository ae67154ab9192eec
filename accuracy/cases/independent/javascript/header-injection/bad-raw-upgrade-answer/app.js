const http = require('node:http')

const server = http.createServer((req, res) => res.writeHead(426).end())

server.on('upgrade', (req, socket) => {
  const protocol = new URL(req.url, 'http://localhost').searchParams.get('protocol') ?? 'v1'
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: feed\r\nConnection: Upgrade\r\nX-Protocol: ${protocol}\r\n\r\n`)
})

server.listen(3000)
