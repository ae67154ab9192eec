const http = require('node:http')
const { search } = require('./lib/plants')

const routes = {
  '/plants': (url) => search(url.searchParams.get('name') ?? ''),
  '/health': () => ({ status: 'ok' }),
}

http
  .createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const route = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined
    response.writeHead(route ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(route ? route(url) : { error: 'not found' }))
  })
  .listen(8080)
