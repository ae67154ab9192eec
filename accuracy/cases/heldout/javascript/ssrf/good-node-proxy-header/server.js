import http from 'node:http'

const SERVICES = new Map([
  ['billing', 'billing.internal'],
  ['stock', 'stock.internal'],
])

function hostFor(headers) {
  const service = headers['x-service'] ?? 'stock'
  return SERVICES.get(service) ?? 'stock.internal'
}

export const server = http.createServer((req, res) => {
  const options = { hostname: hostFor(req.headers), path: '/summary', timeout: 3000 }
  const upstream = http.request(options, (answer) => answer.pipe(res))
  upstream.on('error', () => res.writeHead(502).end())
  upstream.end()
})
