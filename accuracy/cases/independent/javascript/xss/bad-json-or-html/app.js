const http = require('node:http')

http
  .createServer((req, res) => {
    const name = new URL(req.url, 'http://localhost').searchParams.get('name') ?? ''
    res.writeHead(200, { 'Content-Type': 'text/html' })
    res.end('<p>Hello ' + name + '</p>')
  })
  .listen(3000)
