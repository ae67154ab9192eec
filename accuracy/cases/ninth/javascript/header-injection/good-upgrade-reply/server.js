const { createHash } = require('node:crypto')
const http = require('node:http')

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const PROTOCOLS = ['feed.v1', 'feed.v2']

const server = http.createServer((_req, res) => res.writeHead(426).end())

server.on('upgrade', (req, socket) => {
  const { searchParams } = new URL(req.url, 'http://localhost')
  const protocol = PROTOCOLS.find((known) => known === searchParams.get('protocol')) ?? PROTOCOLS[0]
  const accept = createHash('sha1').update(`${req.headers['sec-websocket-key']}${GUID}`).digest('base64')
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    `Sec-WebSocket-Protocol: ${protocol}`,
  ]
  socket.write(head.join('\r\n') + '\r\n\r\n')
})

module.exports = server
