const http = require('node:http')
http.createServer((req, res) => {
  const to = new URL(req.url, 'http://localhost').searchParams.get('to') ?? '/'
  const own = /^\/(?![/\\])[\w/-]*$/.test(to) ? to : '/'
  res.writeHead(302, { Location: own }).end()
}).listen(3000)
