import type { Case } from './python-cases.ts'

const APP = `import os\nfrom pathlib import Path\nfrom uuid import uuid4\nfrom flask import Flask, request\napp = Flask(__name__)\nPUBLIC = Path('public/photos')\nALLOWED = {'.png', '.jpg'}\ndef suffix_of(sent):\n    return Path(sent.filename or '').suffix.lower()\n`

const stored = (name: string, kinds: Case['kinds'], body: string): Case => ({
  name: `upload: ${name}`,
  kinds,
  files: { 'app.py': `${APP}@app.post('/x')\ndef x():\n    sent = request.files['x']\n${body.replace(/^/gm, '    ')}\n    return 'ok'\n` },
})
const WRITE = '(PUBLIC / (uuid4().hex + suffix)).write_bytes(sent.read())'
const FORM = `import { Hono } from 'hono'\nimport { randomUUID } from 'node:crypto'\nimport { writeFile } from 'node:fs/promises'\nimport path from 'node:path'\nconst SUFFIXES = new Map([['image/png', '.png']])\nconst app = new Hono()\n`
const form = (name: string, kinds: Case['kinds'], suffix: string): Case => ({
  name: `upload: hono, ${name}`,
  kinds,
  files: {
    'app.js': `${FORM}app.post('/x', async (c) => {\n  const { picture } = await c.req.parseBody()\n  const known = SUFFIXES.get(picture.type)\n  ${suffix}\n  await writeFile(path.join('public/x', randomUUID() + suffix), Buffer.from(await picture.arrayBuffer()))\n  return c.text('ok')\n})\n`,
  },
})

/** Uploads that are stored where they are served, and what decides their suffix. */
export const UPLOAD_CASES: readonly Case[] = [
  stored('its own suffix', ['unsafe-upload'], `suffix = Path(sent.filename).suffix\n${WRITE}`),
  stored('taken in a function', ['unsafe-upload'], `suffix = suffix_of(sent)\n${WRITE}`),
  stored(
    "the client's type decides",
    ['unsafe-upload'],
    `if not sent.content_type.startswith('image/'):\n    return '', 422\nsuffix = suffix_of(sent)\n${WRITE}`,
  ),
  stored('a few are refused', ['unsafe-upload'], `suffix = suffix_of(sent)\nif suffix in {'.php', '.exe'}:\n    return '', 422\n${WRITE}`),
  stored(
    'the answer of the check is only noted',
    ['unsafe-upload'],
    `suffix = suffix_of(sent)\nif suffix not in ALLOWED:\n    print('unusual')\n${WRITE}`,
  ),
  stored('the list decides', [], `suffix = suffix_of(sent)\nif suffix not in ALLOWED:\n    return '', 422\n${WRITE}`),
  stored(
    'the list decides, and the suffix is taken again',
    [],
    `if suffix_of(sent) not in ALLOWED:\n    return '', 422\nsuffix = suffix_of(sent)\n${WRITE}`,
  ),
  stored('a suffix of ours', [], `suffix = '.png'\n${WRITE}`),
  stored('a folder that is not served', [], `sent.save('/var/lib/shop/inbox/' + uuid4().hex + suffix_of(sent))`),
  form('its own name', ['unsafe-upload'], 'const suffix = known ?? path.extname(picture.name)'),
  form(
    'its own name behind an object of one',
    ['unsafe-upload'],
    "const suffix = { 'image/png': '.png' }[picture.type] ?? path.extname(picture.name)",
  ),
  form('its own name behind or', ['unsafe-upload'], 'const suffix = known || path.extname(picture.name)'),
  form('a suffix of a map', [], "if (known === undefined) return c.text('no', 422)\n  const suffix = known"),
  ...(
    [
      ['where Multer has put it', [], 'req.file.path'],
      ['the name that the caller gave it', ['path-traversal'], "'inbox/' + req.file.originalname"],
    ] as const
  ).map(([name, kinds, read]) => ({
    name: `upload: express, ${name}`,
    kinds,
    files: {
      'app.js': `const express = require('express')\nconst fs = require('fs/promises')\nconst multer = require('multer')\nconst app = express()\napp.post('/x', multer({ dest: 'inbox' }).single('x'), async (req, res) => {\n  res.json({ size: (await fs.readFile(${read})).length })\n})\n`,
    },
  })),
  ...(
    [
      ['a file of a form', [], 'picture', 'FileField'],
      ['a text of a form', ['path-traversal'], 'picture', 'CharField'],
    ] as const
  ).map(([name, kinds, field, type]) => ({
    name: `upload: django, ${name}`,
    kinds,
    files: {
      'shop/views.py': `from zipfile import ZipFile\nfrom django import forms\nfrom django.http import JsonResponse\nfrom django.urls import path\nclass Sent(forms.Form):\n    ${field} = forms.${type}()\ndef show(request):\n    form = Sent(request.POST, request.FILES)\n    form.is_valid()\n    with ZipFile(form.cleaned_data['${field}']) as parts:\n        return JsonResponse({'a': len(parts.namelist())})\nurlpatterns = [path('c', show)]\n`,
    },
  })),
  ...(
    [
      ['a name of the body, written', ['path-traversal'], 'request.json["name"]', ', "w"'],
      ['the name of the upload, written', ['path-traversal', 'unsafe-upload'], 'request.files["x"].filename', ', "wb"'],
      ['the name of the upload, read', ['path-traversal'], 'request.files["x"].filename', ''],
    ] as const
  ).map(([name, kinds, given, mode]) => ({
    name: `upload: a helper opens ${name}`,
    kinds,
    files: {
      'app.py': `import os\nfrom flask import Flask, request, send_from_directory\napp = Flask(__name__)\ndef opened(name):\n    return open(os.path.join('public/x', name)${mode})\n@app.post('/x')\ndef x():\n    opened(${given})\n    return 'ok'\n@app.get('/y')\ndef y():\n    return send_from_directory('public/x', 'a.png')\n`,
    },
  })),
]
