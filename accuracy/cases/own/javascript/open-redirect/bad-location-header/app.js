const http = require('node:http')
http.createServer((req, res) => {
  const to = new URL(req.url, 'http://localhost').searchParams.get('to') ?? '/'
  res.writeHead(302, { Location: to }).end()
}).listen(3000)
