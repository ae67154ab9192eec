import { table } from './lines-of.ts'

const EXPRESS = (more: string, before = ''): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
const helmet = require('helmet')
const app = express()
${before}${more}app.listen(3000)
`,
})
const AIOHTTP = (more: string, made = 'web.Application()'): string => `import platform
import sys
import aiohttp
from aiohttp import web
from settings import settings
${more}app = ${made}
app.router.add_get('/health', health)
if __name__ == '__main__':
    web.run_app(app)
`
const HEALTH = (entries: string, before = ''): string =>
  `async def health(request):\n${before}    return web.json_response({'status': 'ok'${entries}})\n`

table('runtime-told', [
  [
    'the version of Python and where the database lies',
    AIOHTTP(HEALTH(", 'python': platform.python_version(), 'database': settings.database_path")),
    [7],
  ],
  ['the version of a library', AIOHTTP(HEALTH(", 'aiohttp': aiohttp.__version__")), [7]],
  ['its own version', AIOHTTP(HEALTH(", 'version': settings.version")), []],
  ['whether the database answers', AIOHTTP(HEALTH(", 'database': await ping()")), []],
  ['the version of Node, to everybody', EXPRESS(`app.get('/status', (req, res) => {\n  res.json({ node: process.version })\n})\n`), [5]],
  [
    'the version of Node, to who is signed in',
    EXPRESS(
      `app.get('/status', signedIn, (req, res) => {\n  res.json({ node: process.version })\n})\n`,
      `function signedIn(req, res, next) {\n  if (!req.session.user) return res.status(401).end()\n  next()\n}\n`,
    ),
    [],
  ],
  ['a log of the start', EXPRESS(`console.log({ node: process.version })\napp.get('/', (req, res) => res.json({}))\n`), []],
])

const HELLO = `app.get('/', (req, res) => res.json({}))\n`

table('banner-told', [
  ['what aiohttp says by itself', AIOHTTP(HEALTH('')), [11]],
  [
    'what aiohttp says, taken away',
    AIOHTTP(`async def quiet(request, response):\n    response.headers['Server'] = 'web'\n${HEALTH('')}`),
    [],
  ],
  [
    'a header with a version that is put in',
    {
      'app.py': `import sys\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.middleware('http')\nasync def add(request, call_next):\n    response = await call_next(request)\n    response.headers['X-Powered-By'] = f'FastAPI on {sys.version}'\n    return response\n@app.get('/')\ndef show():\n    return {}\n`,
    },
    [7],
  ],
  [
    'a version that is written, in Express',
    EXPRESS(
      `app.use((req, res, next) => {\n  res.setHeader('Server', 'shop/1.4.2')\n  next()\n})\n${HELLO}`,
      `app.disable('x-powered-by')\n`,
    ),
    [6],
  ],
  [
    'a name alone, in Express',
    EXPRESS(`app.use((req, res, next) => {\n  res.setHeader('Server', 'web')\n  next()\n})\n${HELLO}`, `app.disable('x-powered-by')\n`),
    [],
  ],
  [
    'what Express says by itself',
    { 'app.js': `const express = require('express')\nconst app = express()\n${HELLO}app.listen(3000)\n` },
    [2],
  ],
  ['Express that is told not to', EXPRESS(HELLO, `app.disable('x-powered-by')\n`), []],
  ['Express behind helmet', EXPRESS(HELLO, 'app.use(helmet())\n'), []],
  [
    'the middleware of Hono with a version',
    {
      'app.ts': `import { Hono } from 'hono'\nimport { poweredBy } from 'hono/powered-by'\nimport { version } from './version'\nconst app = new Hono()\napp.use(poweredBy({ serverName: \`Hono \${version}\` }))\napp.get('/', (c) => c.json({}))\n`,
    },
    [5],
  ],
])

const PAGE = `app.get('/shop', (req, res) => res.render('shop', { items: [] }))\n`

table('page-policy-missing', [
  ['pages of Express', { 'app.js': `const express = require('express')\nconst app = express()\n${PAGE}` }, [3]],
  ['pages behind helmet', EXPRESS(PAGE, 'app.use(helmet())\n'), []],
  [
    'a header of its own',
    {
      'app.js': `const express = require('express')\nconst app = express()\napp.use((req, res, next) => {\n  res.set('Content-Security-Policy', "default-src 'self'")\n  next()\n})\n${PAGE}`,
    },
    [],
  ],
  [
    'documents that a function writes',
    {
      'app.js': `const express = require('express')\nconst app = express()\nconst page = (body) => \`<!doctype html><html><body>\${body}</body></html>\`\napp.get('/shop', (req, res) => res.send(page('shop')))\n`,
    },
    [4],
  ],
  [
    'texts that a function writes',
    {
      'app.js': `const express = require('express')\nconst app = express()\nconst line = (name) => \`hello \${name}\`\napp.get('/shop', (req, res) => res.send(line('shop')))\n`,
    },
    [],
  ],
  ['an interface without pages', { 'app.js': `const express = require('express')\nconst app = express()\n${HELLO}` }, []],
  [
    'pages of aiohttp',
    {
      'app.py': `from aiohttp import web\nasync def show(request):\n    return web.Response(text=render('shop.html'), content_type='text/html')\napp = web.Application()\napp.router.add_get('/shop', show)\n`,
    },
    [3],
  ],
  [
    'pages of Flask with Talisman',
    {
      'app.py': `from flask import Flask, render_template\nfrom flask_talisman import Talisman\napp = Flask(__name__)\nTalisman(app)\n@app.get('/shop')\ndef show():\n    return render_template('shop.html')\n`,
    },
    [],
  ],
  [
    'pages of Flask without',
    {
      'app.py': `from flask import Flask, render_template\napp = Flask(__name__)\n@app.get('/shop')\ndef show():\n    return render_template('shop.html')\n`,
    },
    [5],
  ],
])

const OWN = (more = ''): string => `from aiohttp import web
from db import one
@web.middleware
async def sign_in(request, handler):
    if request.get('user') is None:
        raise web.HTTPUnauthorized()
${more}    return await handler(request)
async def me(request):
    return web.json_response(await one('SELECT id, name FROM users WHERE id = ?', request['user']['id']))
async def prices(request):
    return web.json_response({})
app = web.Application(middlewares=[sign_in])
app.router.add_get('/prices', prices)
app.router.add_get('/me', me)
`

table('answer-unmarked', [
  ['the own account, and no word to caches', OWN(), [8]],
  ['a header for all', OWN(`    response = await handler(request)\n    response.headers['Cache-Control'] = 'no-store'\n`), []],
  [
    'nothing of anybody',
    `from aiohttp import web\nasync def prices(request):\n    return web.json_response({})\napp = web.Application()\napp.router.add_get('/prices', prices)\n`,
    [],
  ],
  [
    'the own account, in Express',
    {
      'app.js': `const express = require('express')\nconst { get } = require('./db')\nconst app = express()\nfunction signedIn(req, res, next) {\n  if (!req.user) return res.status(401).end()\n  next()\n}\napp.get('/me', signedIn, (req, res) => {\n  res.json(get('SELECT id, name FROM users WHERE id = ?', req.user.id))\n})\n`,
    },
    [8],
  ],
  [
    'the own account with no-store, in Express',
    {
      'app.js': `const express = require('express')\nconst { get } = require('./db')\nconst app = express()\napp.use((req, res, next) => {\n  res.set('Cache-Control', 'no-store')\n  next()\n})\nfunction signedIn(req, res, next) {\n  if (!req.user) return res.status(401).end()\n  next()\n}\napp.get('/me', signedIn, (req, res) => {\n  res.json(get('SELECT id, name FROM users WHERE id = ?', req.user.id))\n})\n`,
    },
    [],
  ],
])
