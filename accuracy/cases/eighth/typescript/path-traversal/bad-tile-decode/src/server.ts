import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { pipeline } from 'node:stream'

const TILES = '/srv/tiles/'

function tileOf(address: string): string | null {
  const { searchParams } = new URL(address, 'http://localhost')
  const sent = searchParams.get('tile') ?? ''
  if (sent.includes('..') || sent.includes('\0')) return null
  return decodeURIComponent(sent)
}

const server = createServer((req, res) => {
  let tile: string | null = null
  try {
    tile = tileOf(req.url ?? '/')
  } catch {
    tile = null
  }

  if (tile === null) {
    res.writeHead(400).end()
    return
  }

  res.setHeader('content-type', 'image/png')
  pipeline(createReadStream(TILES + tile), res, (error) => {
    if (error) console.error('tile', error.code)
  })
})

server.listen(3000)
