import { table } from './lines-of.ts'

const AIOHTTP = (checked: string, headers: string): string => `from aiohttp import web
from db import one, run
async def keep(listing, path, content_type, data):
    path.write_bytes(data)
    return await run(
        'INSERT INTO photos (listing, path, content_type) VALUES (?, ?, ?)',
        (listing, str(path), content_type),
    )
async def add(request):
    form = await request.post()
    field = form['photo']
${checked}    await keep(1, place(), field.content_type, field.file.read())
    return web.json_response({})
async def show(request):
    row = await one('SELECT * FROM photos WHERE id = ?', request.match_info['id'])
${headers}    return web.Response(body=read(row), headers=headers)
app = web.Application()
app.router.add_post('/photos', add)
app.router.add_get('/photos/{id}', show)
`
const AS_CLAIMED = `    headers = {'Content-Type': row['content_type']}\n`

const KOA = (checked: string, answer: string): Readonly<Record<string, string>> => ({
  'files.ts': `import Router from '@koa/router'
import { get, run } from './db'
import { upload } from './upload'
export const files = new Router()
files.post('/files', upload.single('file'), async (ctx) => {
  const file = ctx.file
${checked}  run('INSERT INTO attachments (name, type) VALUES (?, ?)', file.originalname, file.mimetype)
  ctx.status = 201
})
files.get('/files/:id', async (ctx) => {
  const file = get('SELECT * FROM attachments WHERE id = ?', ctx.params.id)
  if (!file) ctx.throw(404, 'No such attachment')
${answer}  ctx.body = open(file.name)
})
`,
})

table('claimed-type', [
  ['a type that a caller hands on, and the header of an answer', AIOHTTP('', AS_CLAIMED), [12]],
  [
    'a download for some',
    AIOHTTP('', `${AS_CLAIMED}    if 'download' in request.query:\n        headers['Content-Disposition'] = 'attachment; filename=x'\n`),
    [12],
  ],
  ['a download for all', AIOHTTP('', `${AS_CLAIMED}    headers['Content-Disposition'] = 'attachment; filename=x'\n`), []],
  [
    'a type that is asked for',
    AIOHTTP(`    if field.content_type not in ('image/png', 'image/jpeg'):\n        raise web.HTTPUnsupportedMediaType()\n`, AS_CLAIMED),
    [],
  ],
  ['a type of the service', AIOHTTP('', `    headers = {'Content-Type': 'image/jpeg'}\n`), []],
  ['a row of Koa', KOA('', '  ctx.type = file!.type\n'), [7]],
  ['a row of Koa that is downloaded', KOA('', `  ctx.type = file!.type\n  ctx.set('Content-Disposition', 'attachment')\n`), []],
  [
    'a type that is asked for, in Koa',
    KOA(`  if (!['image/png'].includes(file.mimetype)) ctx.throw(415)\n`, '  ctx.type = file!.type\n'),
    [],
  ],
  ['bytes without a type, in Koa', KOA('', `  ctx.type = 'application/octet-stream'\n`), []],
])

/** FastAPI, with a class of rows and a function of the tree that tells the type. */
const ROWS = (kind: string, disposition = 'inline'): Readonly<Record<string, string>> => ({
  'scans.py': `import mimetypes\nfrom fastapi import HTTPException\nTAKEN = {'image/png', 'application/pdf'}\ndef kind_of(data: bytes, declared: str, filename: str) -> str:\n    if declared not in TAKEN:\n        raise HTTPException(415)\n    ${kind}\n`,
  'app.py': `from fastapi import Depends, FastAPI, Response, UploadFile
from sqlalchemy.orm import DeclarativeBase, Mapped
from database import keep, read, scans
from scans import kind_of
class Base(DeclarativeBase):
    pass
class Scan(Base):
    __tablename__ = 'scans'
    id: Mapped[int]
    content_type: Mapped[str]
app = FastAPI()
@app.post('/scans')
async def add(file: UploadFile):
    data = await file.read()
    content_type = kind_of(data, file.content_type, file.filename)
    return keep(Scan(content_type=content_type), data)
@app.get('/scans/{key}')
def show(key: int):
    scan = scans.get(key)
    headers = {'Content-Disposition': '${disposition}; filename="scan"'}
    return Response(read(scan), media_type=scan.content_type, headers=headers)
`,
})

table('claimed-type', [
  ['a type that is guessed by the name of the file', ROWS('return mimetypes.guess_type(filename)[0] or declared'), [15]],
  [
    'a guess that is looked at',
    ROWS('guessed = mimetypes.guess_type(filename)[0]\n    if guessed not in TAKEN:\n        raise HTTPException(415)\n    return guessed'),
    [],
  ],
  ['a type of the first bytes', ROWS("return 'image/png' if data.startswith(b'\\\\x89PNG') else 'application/pdf'"), []],
  ['a guess of what is only kept by browsers', ROWS('return mimetypes.guess_type(filename)[0] or declared', 'attachment'), []],
])
