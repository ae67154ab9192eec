import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const DJANGO = `from django.http import HttpResponse\nfrom django.urls import path\ndef keep(request):\n    upload = request.FILES['scan']\n    with open('/srv/scans/' + upload.name, 'wb') as target:\n        target.write(upload.read())\n    return HttpResponse()\nurlpatterns = [path('scans/', keep)]\n`
const FLASK = `from flask import Flask, request\napp = Flask(__name__)\n@app.post('/scans')\ndef keep():\n    upload = request.files['scan']\n    with open('/srv/scans/' + upload.filename, 'wb') as target:\n        target.write(upload.read())\n    return ''\n`
const SANIC = `from sanic import Sanic, response\napp = Sanic('scans')\n@app.post('/scans')\nasync def keep(request):\n    upload = request.files.get('scan')\n    with open('/srv/scans/' + upload.name, 'wb') as target:\n        target.write(upload.body)\n    return response.text('')\n`

it.each([
  ['Django, which keeps the last part alone', DJANGO, false],
  ['Flask', FLASK, true],
  ['Sanic', SANIC, true],
])('the name of an upload leads elsewhere: %s', async (_name, text, leads) => {
  const { paths } = await analysisOf({ 'urls.py': text })
  expect(paths.some(({ kind }) => kind === 'path-traversal')).toBe(leads)
})

const TORNADO = (shows: string, name = 'photo.filename'): string =>
  `import mimetypes\nimport secrets\nfrom pathlib import Path\nfrom tornado.web import Application, RequestHandler\nPHOTOS = Path('/srv/hall/photos')\nclass Keep(RequestHandler):\n    def post(self):\n        photo = self.request.files['photo'][0]\n        with open(PHOTOS / ${name}, 'wb') as out:\n            out.write(photo.body)\nclass Show(RequestHandler):\n    def get(self, name):\n        ${shows}\n        self.write((PHOTOS / name).read_bytes())\napp = Application([(r'/photos', Keep), (r'/photos/(\\w+)', Show)])\n`

it.each([
  ['by the type of its name', TORNADO("self.set_header('Content-Type', mimetypes.guess_type(name)[0])"), true],
  [
    'by the type of its name, in one step',
    TORNADO("self.set_header('Content-Type', mimetypes.guess_type(str(PHOTOS / name))[0] or 'text/plain')"),
    true,
  ],
  ['as what is kept and not shown', TORNADO("self.set_header('Content-Type', 'application/octet-stream')"), false],
  [
    'under a name of its own',
    TORNADO("self.set_header('Content-Type', mimetypes.guess_type(name)[0])", "(secrets.token_hex(8) + '.png')"),
    false,
  ],
])('an upload that is given out %s', async (_name, text, isUnsafe) => {
  const { paths } = await analysisOf({ 'app.py': text })
  expect(paths.some(({ kind }) => kind === 'unsafe-upload')).toBe(isUnsafe)
})

const MULTER = (name: string): string => `import { randomUUID } from 'node:crypto'
import path from 'node:path'
import express from 'express'
import multer from 'multer'
import createKnex from 'knex'
const knex = createKnex({ client: 'pg' })
const app = express()
const storage = multer.diskStorage({ destination: 'kept', filename: (_req, file, done) => done(null, randomUUID() + path.extname(file.originalname)) })
app.post('/scans', multer({ storage }).single('scan'), async (req, res) => {
  await knex('scans').insert({ name: ${name} })
  res.end()
})
app.get('/scans/:id', async (req, res) => {
  const scan = await knex('scans').where({ id: req.params.id }).first()
  res.download(path.join('kept', scan.name))
})
`

it.each([
  ['as the storage called it', 'req.file.filename', false],
  ['as it was sent', 'req.file.originalname', true],
])('the stored name of an upload leads elsewhere: %s', async (_name, name, leads) => {
  const { paths } = await analysisOf({ 'app.ts': MULTER(name) })
  expect(paths.some(({ kind }) => kind === 'path-traversal')).toBe(leads)
})
