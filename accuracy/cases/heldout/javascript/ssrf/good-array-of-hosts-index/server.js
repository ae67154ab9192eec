const http = require('node:http')

const server = http.createServer((req, res) => {
  const hosts = ['status.internal', req.headers['x-upstream']]
  const [first, second] = hosts
  const upstream = http.get({ host: first ?? second, path: '/health', timeout: 3000 }, (answer) => {
    res.writeHead(answer.statusCode)
    answer.pipe(res)
  })
  upstream.on('error', () => res.writeHead(502).end())
})

module.exports = { server }
