import { exec } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'

const run = promisify(exec)

function geometry(size) {
  switch (size) {
    case 'small':
      return '120x120'
    case 'large':
      return '800x800'
    default:
      return '300x300'
  }
}

export const server = createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost')
  const size = geometry(url.searchParams.get('size') ?? 'small')
  try {
    await run(`mogrify -resize ${size} /srv/thumbs/current.jpg`, { timeout: 8000 })
    res.writeHead(204).end()
  } catch {
    res.writeHead(500).end()
  }
})
