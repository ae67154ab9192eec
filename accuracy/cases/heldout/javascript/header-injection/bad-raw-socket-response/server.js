import { createServer } from 'node:http'

const server = createServer((req, res) => res.writeHead(404).end())

server.on('connect', (req, socket) => {
  const url = new URL(req.headers['x-resource'] ?? '/', 'http://proxy.internal')
  const title = url.searchParams.get('title') ?? 'untitled'
  const lines = [
    'HTTP/1.1 200 Connection Established',
    `X-Title: ${title}`,
    'Proxy-Agent: gateway',
  ]
  socket.write(lines.join('\r\n') + '\r\n\r\n')
  socket.end()
})

export { server }
