const http = require('node:http')

http
  .createServer((req, res) => {
    const name = new URL(req.url, 'http://localhost').searchParams.get('name') ?? ''
    res.writeHead(200, { 'Content-Type': 'application/json' })
    res.end(JSON.stringify({ hello: name }))
  })
  .listen(3000)
