const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const ROOT = path.resolve('public')

const server = http.createServer((request, response) => {
  const [raw] = request.url.split('?')
  if (raw.includes('..')) {
    response.writeHead(400).end('bad path')
    return
  }
  const file = path.join(ROOT, decodeURIComponent(raw))
  const stream = fs.createReadStream(file)
  stream.on('error', () => response.writeHead(404).end('not found'))
  stream.pipe(response)
})

server.listen(8080)
