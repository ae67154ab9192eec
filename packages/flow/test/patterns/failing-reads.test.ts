import { table } from './lines-of.ts'

const AIOHTTP = (body: string, errors = 'except Exception'): string => `import json
from aiohttp import web
PEPPER = 'x'
def hashed(password):
    return digest((PEPPER + password).encode())
def page_of(args):
    return int(args.get('page', 1))
@web.middleware
async def mapped(request, handler):
    try:
        return await handler(request)
    ${errors} as error:
        return web.json_response({'error': str(error)}, status=500)
async def read_json(request):
    return json.loads(await request.text())
async def act(request):
${body}    return web.json_response({})
app = web.Application(middlewares=[mapped])
app.router.add_post(r'/act/{id:\\d+}', act)
`
const EXPRESS = (body: string, more = ''): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
${more}const app = express()
app.use(express.json())
app.post('/notes', (req, res) => {
${body}  res.json({})
})
`,
})
const LISTED = (read: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
const app = express()
app.get('/notes', (req, res) => {
  ${read}
  res.json({ q })
})
`,
})
const DJANGO = (body: string): Readonly<Record<string, string>> => ({
  'urls.py': `from django.urls import path\nimport views\nurlpatterns = [path('move/<int:pk>/', views.move)]\n`,
  'settings.py': `ROOT_URLCONF = 'urls'\n`,
  'views.py': `from django.http import HttpResponse\ndef move(request, pk):\n${body}    return HttpResponse()\n`,
})

const FASTAPI = (read: string, use = 'start_of(after)'): Readonly<Record<string, string>> => ({
  'app.py': `import base64, binascii
from typing import Annotated
from fastapi import FastAPI, HTTPException, Query
from rows import rows_after
app = FastAPI()
def start_of(after: str) -> int:
    ${read}
@app.get('/rows')
def rows(after: Annotated[str, Query(max_length=40)] = ''):
    return rows_after(${use})
`,
})
const DECODED = 'return int(base64.urlsafe_b64decode(after))'

table('type-unasked', [
  ['a parameter that is only said to be a text', LISTED('const q = (req.query.q as string | undefined)?.trim()'), [4]],
  ['a parameter that is made one', LISTED('const q = String(req.query.q ?? "").trim()'), []],
  ['a parameter that is looked at', LISTED("const q = typeof req.query.q === 'string' ? req.query.q.trim() : ''"), []],
  ['another text', LISTED('const q = (req.get("x-name") as string | undefined)?.trim()'), []],
  ['a mark of a page that is decoded, in FastAPI', FASTAPI(DECODED), [7]],
  ['a text of the query that is no number, in FastAPI', FASTAPI('return int(after)'), [7]],
  [
    'a mark of a page that is tried',
    FASTAPI(`try:\n        ${DECODED}\n    except (ValueError, binascii.Error):\n        raise HTTPException(422)`),
    [],
  ],
  ['a text that is looked at', FASTAPI('return int(after)', 'start_of(after) if after.isdigit() else 0'), []],
  ['a value of the service', FASTAPI(DECODED, "start_of('MTI=')"), []],
  ['a number of the query, in a function that is given it', AIOHTTP(`    page = page_of(request.query)\n`), [7]],
  ['a number of the query', AIOHTTP(`    page = int(request.query['page'])\n`), [17]],
  ['a field of JSON taken for a text', AIOHTTP(`    body = await read_json(request)\n    name = body['name'].strip()\n`), [18]],
  ['a field of JSON joined with a text', AIOHTTP(`    body = await read_json(request)\n    hashed(body['password'])\n`), [5]],
  ['a number of the path, which is one', AIOHTTP(`    number = int(request.match_info['id'])\n`), []],
  [
    'a number that is tried',
    AIOHTTP(`    try:\n        page = int(request.query['page'])\n    except ValueError:\n        page = 1\n`),
    [],
  ],
  ['a call that is tried', AIOHTTP(`    try:\n        page = page_of(request.query)\n    except ValueError:\n        page = 1\n`), []],
  ['errors that are mapped for all', AIOHTTP(`    page = page_of(request.query)\n`, 'except (ValueError, TypeError)'), []],
  [
    'a field that is asked what it is',
    AIOHTTP(
      `    body = await read_json(request)\n    if not isinstance(body['name'], str):\n        raise web.HTTPBadRequest()\n    name = body['name'].strip()\n`,
    ),
    [],
  ],
  [
    'what a token says, which the service has signed',
    AIOHTTP(`    body = await read_json(request)\n    claims = read_token(body['token'])\n    user = int(claims['sub'])\n`),
    [],
  ],
  ['a text that is made of whatever comes', AIOHTTP(`    body = await read_json(request)\n    name = str(body['name']).strip()\n`), []],
  ['a number of a form of Django', DJANGO(`    cents = int(request.POST['cents'])\n`), [3]],
  ['a text of a form, which is one', DJANGO(`    name = request.POST['name'].strip()\n`), []],
  [
    'a number that a form has cleaned',
    DJANGO(`    form = Move(request.POST)\n    cents = form.cleaned_data['cents'] if form.is_valid() else 0\n`),
    [],
  ],
  ['a field of a body, in Express', EXPRESS(`  const note = req.body.note.trim()\n`), [5]],
  ['a field that may be absent', EXPRESS(`  const note = req.body.note?.trim()\n`), []],
  [
    'a field that is asked what it is, in Express',
    EXPRESS(`  if (typeof req.body.note !== 'string') return res.status(400).end()\n  const note = req.body.note.trim()\n`),
    [],
  ],
  [
    'a body that a schema has parsed',
    EXPRESS(
      `  const body = Note.parse(req.body)\n  const note = body.note.trim()\n`,
      `const { z } = require('zod')\nconst Note = z.object({ note: z.string() })\n`,
    ),
    [],
  ],
])

const ROLES = (record: string, more = ''): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
const { run } = require('./db')
${more}const app = express()
function adminOnly(req, res, next) {
  if (req.user.role !== 'admin') return res.status(403).end()
  next()
}
app.patch('/admin/users/:id', adminOnly, (req, res) => {
  run('UPDATE users SET role = ? WHERE id = ?', req.body.role, req.params.id)
${record}  res.json({})
})
`,
})

table('change-unrecorded', [
  ['a role that changes', ROLES(''), [9]],
  [
    'a role that changes, with a line of a log',
    ROLES(`  logger.info({ by: req.user.id }, 'role changed')\n`, `const { logger } = require('./logger')\n`),
    [],
  ],
  [
    'a role that changes, with a row of a journal',
    ROLES(`  run('INSERT INTO admin_events (actor, what) VALUES (?, ?)', req.user.id, 'role')\n`),
    [],
  ],
  ['a service that records for all', ROLES('', `const { audit } = require('./audit')\n`), []],
  ['a name that changes', { 'app.js': (ROLES('')['app.js'] ?? '').replace('SET role = ?', 'SET name = ?') }, []],
  [
    'a role that changes, in Flask',
    `from flask import Flask, request\nfrom db import write\napp = Flask(__name__)\n@app.post('/admin/users/<int:user_id>/role')\ndef set_role(user_id):\n    write('UPDATE users SET role = ? WHERE id = ?', (request.form['role'], user_id))\n    return ''\n`,
    [6],
  ],
  [
    'a role that changes, in Flask, with a log',
    `import logging\nfrom flask import Flask, request\nfrom db import write\nlog = logging.getLogger('admin')\napp = Flask(__name__)\n@app.post('/admin/users/<int:user_id>/role')\ndef set_role(user_id):\n    write('UPDATE users SET role = ? WHERE id = ?', (request.form['role'], user_id))\n    log.info('role of %s', user_id)\n    return ''\n`,
    [],
  ],
])
