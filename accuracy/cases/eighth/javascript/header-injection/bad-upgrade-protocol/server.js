const http = require('node:http')
const { createHash } = require('node:crypto')

const SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const server = http.createServer((req, res) => {
  res.writeHead(426, { connection: 'upgrade', upgrade: 'websocket' }).end()
})

function channelOf(url) {
  const channel = new URL(url, 'http://localhost').searchParams.get('channel') ?? 'news'
  return channel.trim()
}

server.on('upgrade', (req, socket) => {
  const accept = createHash('sha1').update(req.headers['sec-websocket-key'] + SUFFIX).digest('base64')
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  lines.push('Sec-WebSocket-Accept: ' + accept)
  lines.push('X-Channel: ' + channelOf(req.url))

  socket.write(lines.join('\r\n') + '\r\n\r\n')
  socket.on('error', () => socket.destroy())
  socket.setTimeout(30000, () => socket.destroy())
})

server.listen(3000)
