import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const APP = (wrapper: string, passed: string, converter = 'path'): string =>
  `from functools import wraps\nfrom flask import Flask, abort, session\napp = Flask(__name__)\ndef known(view):\n    @wraps(view)\n    def inner(${wrapper}):\n        if 'member' not in session:\n            abort(401)\n        return view(${passed})\n    return inner\n@app.get('/files/<${converter}:name>')\n@known\ndef show(name):\n    return open('/srv/files/' + name).read()\n`

it.each<[string, string, string, boolean]>([
  ['*args, **kwargs', '*args, **kwargs', 'path', true],
  ['**kwargs', '**kwargs', 'path', true],
  ['*args, **kwargs', '*args, **kwargs', 'int', false],
  ['*args, **kwargs', "*args, name='index.txt'", 'path', false],
])('a decorator with %s that passes on %s of a %s parameter', async (wrapper, passed, converter, leads) => {
  const { paths } = await analysisOf({ 'app.py': APP(wrapper, passed, converter) })
  expect(paths.some(({ kind }) => kind === 'path-traversal')).toBe(leads)
})

const KEPT = (name: string, keep: string): string =>
  `import asyncio, uuid\nfrom pathlib import Path\nfrom fastapi import FastAPI, UploadFile\napp = FastAPI()\nROOT = Path('/srv/files')\n@app.post('/files')\nasync def add(file: UploadFile):\n    target = ROOT / ${name}\n    content = await file.read()\n    ${keep}\n    return {}\n`

it.each([
  ['a method', 'file.filename', 'await asyncio.to_thread(target.write_bytes, content)', true],
  ['a method in a pool', 'file.filename', 'await asyncio.get_running_loop().run_in_executor(None, target.write_bytes, content)', true],
  [
    'a method of an object with a name of our own',
    'f"{uuid.uuid4().hex}.png"',
    'await asyncio.to_thread(target.write_bytes, content)',
    false,
  ],
])('%s that is handed over belongs to its object', async (_name, name, keep, leads) => {
  const { paths } = await analysisOf({ 'app.py': KEPT(name, keep) })
  expect(paths.some(({ kind }) => kind === 'path-traversal')).toBe(leads)
})

const PICTURE = (place: string): string =>
  `import uuid\nfrom pathlib import Path\nfrom flask import Flask, request, send_file\napp = Flask(__name__)\nROOT = Path('/srv/pictures')\ndef place(key: uuid.UUID) -> Path:\n    return ROOT / ${place}\n@app.get('/pictures')\ndef show():\n    return send_file(place(request.args['key']))\n`

it.each([
  ['the digits of a UUID', "f'{key.hex}.jpg'", false],
  ['digits that are made of bytes', "f'{key}-{key.encode().hex()}.jpg'", true],
  ['whatever came', "f'{key}.jpg'", true],
])('the name of a file that holds %s', async (_name, place, leads) => {
  const { paths } = await analysisOf({ 'app.py': PICTURE(place) })
  expect(paths.some(({ kind }) => kind === 'path-traversal')).toBe(leads)
})

const FETCHED = (pattern: string): string =>
  `import re, requests\nfrom flask import Flask, abort, request\napp = Flask(__name__)\n@app.get('/probe')\ndef probe():\n    host = request.args['host']\n    if not re.fullmatch(r'${pattern}', host):\n        abort(400)\n    return requests.get(f'http://{host}/status', timeout=5).json()\n`

it.each([
  ['(\\w+\\.?)+:\\d+', true],
  ['([a-z0-9-]+\\.)+[a-z]{2,}', true],
  ['([a-z0-9-]+\\.)+example\\.com', false],
  ['[a-z]{3}', false],
])('a host of the form %s', async (pattern, leads) => {
  const { paths } = await analysisOf({ 'app.py': FETCHED(pattern) })
  expect(paths.some(({ kind }) => kind === 'ssrf')).toBe(leads)
})
