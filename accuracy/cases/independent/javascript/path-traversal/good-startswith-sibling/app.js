import { createReadStream } from 'node:fs'
import http from 'node:http'
import { isAbsolute, relative, resolve } from 'node:path'

const ROOT = '/srv/public'

function confined(file) {
  const way = relative(ROOT, file)
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

http
  .createServer((req, res) => {
    const name = decodeURIComponent(new URL(req.url, 'http://localhost').pathname)
    const file = resolve(ROOT, '.' + name)
    const wanted = file
    if (!confined(wanted)) return res.writeHead(403).end()
    createReadStream(wanted).on('error', () => res.destroy()).pipe(res)
  })
  .listen(3000)
