const http = require('node:http')
const { URL } = require('node:url')

const ROUTES = { '/health': () => 'ok' }

function page(title, text) {
  return `<html><head><title>${title}</title></head><body><p>${text}</p></body></html>`
}

const server = http.createServer((req, res) => {
  const { pathname } = new URL(req.url, 'http://localhost')
  if (Object.hasOwn(ROUTES, pathname)) {
    res.end(ROUTES[pathname]())
    return
  }
  const shown = encodeURIComponent(pathname).padStart(2, '/')
  res.writeHead(404, { 'content-type': 'text/html' })
  res.end(page('Not found', `Nothing at ${shown}`))
})

module.exports = server
