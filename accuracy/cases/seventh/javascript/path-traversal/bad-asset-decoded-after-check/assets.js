import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import express from 'express'

const app = express()
const FOLDER = '/srv/assets'

const plain = (name) => !name.includes('..') && !name.includes('/') && !name.includes('\\')

function assetName(header) {
  if (!plain(header)) return null
  return decodeURIComponent(header)
}

app.get('/asset', (req, res) => {
  let name = null
  try {
    name = assetName(req.get('x-asset') ?? 'index.svg')
  } catch {
    name = null
  }
  if (name === null || name.includes('\0')) {
    res.sendStatus(400)
    return
  }

  const stream = createReadStream(join(FOLDER, name))
  stream.on('error', () => res.sendStatus(404))
  res.type('application/octet-stream')
  stream.pipe(res)
})

export { app }
