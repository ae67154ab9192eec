import { table } from './lines-of.ts'

const AIOHTTP = (read: string): string => `import json
from aiohttp import web
async def read_json(request):
${read}
async def save(request):
    return web.json_response(await read_json(request))
app = web.Application()
app.router.add_post('/save', save)
`
const EXPRESS = (options: string): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')\nconst app = express()\napp.use(express.json(${options}))\napp.post('/save', (req, res) => res.json({}))\n`,
})
const HONO = (more: string): Readonly<Record<string, string>> => ({
  'app.ts': `import { Hono } from 'hono'\nconst app = new Hono()\n${more}app.post('/save', async (c) => {\n  const body = JSON.parse(await c.req.text())\n  return c.json(body)\n})\n`,
})

table('body-type-unasked', [
  ['a text that is parsed', AIOHTTP(`    return json.loads(await request.text())`), [4]],
  ['a text that is kept first', AIOHTTP(`    text = await request.text()\n    return json.loads(text) if text else {}`), [5]],
  [
    'a type that is asked for',
    AIOHTTP(
      `    if request.content_type != 'application/json':\n        raise web.HTTPUnsupportedMediaType()\n    return json.loads(await request.text())`,
    ),
    [],
  ],
  [
    'a message that is signed',
    AIOHTTP(`    text = await request.text()\n    check_signature(request, text)\n    return json.loads(text)`),
    [],
  ],
  [
    'an answer of another service',
    AIOHTTP(`    async with session.get('https://rates.example') as answer:\n        return json.loads(await answer.text())`),
    [],
  ],
  ['a text that is parsed, in Hono', HONO(''), [4]],
  [
    'a type that a middleware asks for, in Hono',
    HONO(
      `app.use(async (c, next) => {\n  if (!c.req.header('content-type')?.startsWith('application/json')) return c.json({}, 415)\n  await next()\n})\n`,
    ),
    [],
  ],
  ['a parser of Express that takes texts', EXPRESS(`{ type: ['application/json', 'text/plain'] }`), [3]],
  ['a parser of Express that takes anything', EXPRESS(`{ type: () => true }`), [3]],
  ['a parser of Express as it is', EXPRESS(''), []],
  ['a parser of Express for kinds of JSON', EXPRESS(`{ type: ['application/json', 'application/merge-patch+json'] }`), []],
  [
    'force of Flask',
    `from flask import Flask, request\napp = Flask(__name__)\n@app.post('/save')\ndef save():\n    return request.get_json(force=True)\n`,
    [5],
  ],
  [
    'JSON of Flask',
    `from flask import Flask, request\napp = Flask(__name__)\n@app.post('/save')\ndef save():\n    return request.get_json()\n`,
    [],
  ],
])

const ERRORS = (framework: string, answer = `web.json_response({'error': str(error)}, status=500)`): string => `from aiohttp import web
@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
${framework}    except Exception as error:
        return ${answer}
app = web.Application(middlewares=[errors])
`

table('error-format-mixed', [
  ['errors of aiohttp that are handed on', ERRORS('    except web.HTTPException:\n        raise\n'), [6]],
  [
    'errors of aiohttp that are answered alike',
    ERRORS(`    except web.HTTPException as error:\n        return web.json_response({'error': error.reason}, status=error.status)\n`),
    [],
  ],
  [
    'pages, all of them',
    ERRORS('    except web.HTTPException:\n        raise\n', `web.Response(text='<h1>Sorry</h1>', content_type='text/html')`),
    [],
  ],
  [
    'errors of Flask that are handed on',
    `from flask import Flask, jsonify\nfrom werkzeug.exceptions import HTTPException\napp = Flask(__name__)\n@app.errorhandler(Exception)\ndef failed(error):\n    if isinstance(error, HTTPException):\n        return error\n    return jsonify(error='failed'), 500\n`,
    [6],
  ],
  [
    'errors of Flask that are answered alike',
    `from flask import Flask, jsonify\nfrom werkzeug.exceptions import HTTPException\napp = Flask(__name__)\n@app.errorhandler(Exception)\ndef failed(error):\n    code = error.code if isinstance(error, HTTPException) else 500\n    return jsonify(error='failed'), code\n`,
    [],
  ],
])

const REGISTER = (
  before: string,
  insert = 'INSERT INTO users (email, name) VALUES (?, ?)',
  unique = ' UNIQUE',
): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
const { get, run } = require('./db')
const SCHEMA = \`CREATE TABLE users (
  id INTEGER PRIMARY KEY, email TEXT NOT NULL${unique}, name TEXT NOT NULL);\`
const app = express()
app.post('/register', (req, res) => {
${before}  run('${insert}', req.body.email, req.body.name)
  res.json({})
})
`,
})

table('taken-name-fails', [
  ['a name that may be taken', REGISTER(''), [7]],
  [
    'a name that is looked for before',
    REGISTER(`  if (get('SELECT id FROM users WHERE email = ?', req.body.email)) return res.status(409).end()\n`),
    [],
  ],
  ['a row that gives way', REGISTER('', 'INSERT OR IGNORE INTO users (email, name) VALUES (?, ?)'), []],
  ['a name that many may have', REGISTER('', undefined, ''), []],
  [
    'an error that is expected',
    {
      'app.js': `${REGISTER('')['app.js']}app.use((error, req, res, next) => res.status(error.code === 'SQLITE_CONSTRAINT_UNIQUE' ? 409 : 500).end())\n`,
    },
    [],
  ],
])

const SOCKET = (before: string, cookie = `request.cookies.get('token')`): string => `from aiohttp import web
def current(request):
    return read(${cookie})
async def live(request):
    user = current(request)
${before}    socket = web.WebSocketResponse()
    await socket.prepare(request)
    return socket
app = web.Application()
app.router.add_get('/live', live)
`

table('socket-origin-unasked', [
  ['a cookie and no question', SOCKET(''), [6]],
  [
    'a page of the service alone',
    SOCKET(`    if request.headers.get('Origin') != 'https://shop.example':\n        raise web.HTTPForbidden()\n`),
    [],
  ],
  ['no cookie', SOCKET('', `request.headers.get('Authorization')`), []],
  [
    'a server of ws behind a session',
    {
      'app.js': `const { WebSocketServer } = require('ws')\nconst session = require('express-session')\nconst sockets = new WebSocketServer({ noServer: true })\nserver.on('upgrade', (request, socket, head) => session(request, {}, () => sockets.handleUpgrade(request, socket, head, start)))\n`,
    },
    [3],
  ],
  [
    'a server of ws that asks',
    {
      'app.js': `const { WebSocketServer } = require('ws')\nconst session = require('express-session')\nconst sockets = new WebSocketServer({ server, verifyClient: ({ origin }) => origin === 'https://shop.example' })\n`,
    },
    [],
  ],
])

const KEYS = (lookup: string): string => `import jwt
from settings import settings, KEYS
def signing_key(header):
    kid = header.get('kid', 'main')
${lookup}
def read(token):
    return jwt.decode(token, signing_key(jwt.get_unverified_header(token)), algorithms=['HS256'])
`

table('jwt-key-by-path', [
  ['a file that the token names', KEYS(`    return (settings.keys_dir / kid).read_bytes()`), [5]],
  ['a file that is opened', KEYS(`    with open(f'keys/{kid}') as file:\n        return file.read()`), [5]],
  ['a table of keys', KEYS(`    return KEYS[kid]`), []],
  [
    'a file of those that there are',
    KEYS(`    if kid not in KEYS:\n        raise ValueError()\n    return (settings.keys_dir / kid).read_bytes()`),
    [],
  ],
  [
    'a file that the token names, in Node',
    {
      'keys.js': `const { readFileSync } = require('node:fs')\nconst { join } = require('node:path')\nconst jwt = require('jsonwebtoken')\nexports.read = (token) => {\n  const { header } = jwt.decode(token, { complete: true })\n  return jwt.verify(token, readFileSync(join('keys', header.kid)), { algorithms: ['HS256'] })\n}\n`,
    },
    [6],
  ],
  [
    'a table of keys, in Node',
    {
      'keys.js': `const jwt = require('jsonwebtoken')\nconst { KEYS } = require('./table')\nexports.read = (token) => {\n  const { header } = jwt.decode(token, { complete: true })\n  return jwt.verify(token, KEYS.get(header.kid), { algorithms: ['HS256'] })\n}\n`,
    },
    [],
  ],
])
