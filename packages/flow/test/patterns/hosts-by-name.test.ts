import { table } from './lines-of.ts'

const EXPRESS = (guard: string, more = ''): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
${more}
${guard}
const app = express()
app.post('/hooks', async (req, res) => {
  const url = new URL(req.body.url)
  if (isInner(url)) return res.status(400).end()
  res.send(await (await fetch(url)).text())
})
`,
})
const PATTERNS = String.raw`const inner = [/^localhost$/i, /^127\./, /^10\./, /^192\.168\./]
const isInner = (url: URL) => inner.some((one) => one.test(url.hostname))`

const FASTAPI = (guard: string): Readonly<Record<string, string>> => ({
  'app.py': `import socket
from urllib.parse import urlparse
import httpx
from fastapi import FastAPI, HTTPException
BLOCKED = {'localhost', '127.0.0.1', '169.254.169.254'}
app = FastAPI()
def is_inner(host):
    ${guard}
@app.post('/hooks')
def hooks(url: str):
    if is_inner(urlparse(url).hostname):
        raise HTTPException(400)
    return httpx.get(url).text
`,
})

table('host-by-name', [
  ['a list of patterns', EXPRESS(PATTERNS), [3]],
  ['a list of patterns beside a look at the address', EXPRESS(PATTERNS, "import { lookup } from 'node:dns/promises'"), []],
  [
    'a list of those that are trusted',
    EXPRESS("const trusted = ['127.0.0.1', '10.0.0.0/8', '192.168.0.0/16']\nconst isInner = (url: URL) => url.protocol !== 'https:'"),
    [],
  ],
  ['a set and beginnings', FASTAPI("return host in BLOCKED or host.startswith(('10.', '192.168.'))"), [5]],
  ['the address behind the name', FASTAPI('return any(not one.is_global for one in addresses_of(socket.getaddrinfo(host, 443)))'), []],
])

const UPLOAD = (filter: string, shown: string, more = ''): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import multer from 'multer'
import { extname } from 'node:path'
import * as files from './files.ts'
${more}
const allowed = ['image/png', 'application/pdf']
const upload = multer({ storage: multer.memoryStorage(), fileFilter: ${filter} })
const app = express()
app.post('/files', upload.single('file'), (req, res) => {
  res.json(files.keep(req.file!.originalname, req.file!.buffer))
})
app.get('/files/:id', (req, res) => {
  const kept = files.byId(req.params.id)
  ${shown}
  res.send(kept.bytes)
})
`,
})
const CLAIMED = '(_req, file, done) => done(null, allowed.includes(file.mimetype))'
const BY_ENDING = 'res.type(extname(kept.name))'

table('claimed-type', [
  ['let in by what is claimed and shown by the ending', UPLOAD(CLAIMED, BY_ENDING), [7]],
  ['given out to be kept', UPLOAD(CLAIMED, `${BY_ENDING}\n  res.set('Content-Disposition', 'attachment')`), []],
  ['shown as one type', UPLOAD(CLAIMED, "res.type('application/octet-stream')"), []],
  ['let in by its bytes as well', UPLOAD(CLAIMED, BY_ENDING, "import { fileTypeFromBuffer } from 'file-type'"), []],
])
