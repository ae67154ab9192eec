const http = require('node:http')

const PRINTERS = new Map([
  ['front', '10.20.0.11'],
  ['back', '10.20.0.12'],
])

const server = http.createServer((req, res) => {
  const { searchParams } = new URL(req.url, 'http://localhost')
  const name = searchParams.get('printer') ?? 'front'
  const options = { host: PRINTERS.get(name) ?? PRINTERS.get('front'), port: 631, path: '/status', timeout: 2000 }
  const probe = http.get(options, (reply) => {
    reply.resume()
    res.end(String(reply.statusCode))
  })
  probe.on('timeout', () => probe.destroy())
  probe.on('error', () => res.writeHead(502).end())
})

module.exports = server
