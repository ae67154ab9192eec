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
