import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'

const FOLDER = '/srv/releases'
const kinds = { '.txt': 'text/plain', '.zip': 'application/zip' }

const clean = (name) => name.replaceAll('../', '')

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost')
  if (request.method !== 'GET' || url.pathname !== '/download') {
    response.writeHead(404).end()
    return
  }

  const name = clean(url.searchParams.get('name') ?? 'readme.txt')
  const extension = basename(name).slice(-4)
  const file = createReadStream(join(FOLDER, name))
  file.once('error', () => {
    if (!response.headersSent) response.writeHead(404)
    response.end()
  })
  file.once('open', () => {
    response.writeHead(200, { 'Content-Type': kinds[extension] ?? 'application/octet-stream' })
    file.pipe(response)
  })
})

server.listen(8080)
