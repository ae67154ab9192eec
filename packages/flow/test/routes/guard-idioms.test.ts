import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

async function routesOf(name: string, text: string): Promise<readonly RouteFact[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-guards-'))
  try {
    writeFileSync(join(folder, name), text)
    return (await analyseSource({ root: folder })).routes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const FASTIFY = `import Fastify from 'fastify'\nexport const app = Fastify()\n`
const EXPRESS = `const express = require('express')\nconst app = express()\n`

describe('guards as teams write them', () => {
  it.each([
    [
      'a hook that verifies the token',
      `${FASTIFY}app.addHook('onRequest', async (request) => {\n  await request.jwtVerify()\n})\napp.delete('/keys/:id', async () => ({}))\n`,
    ],
    [
      'a hook that sends what it caught',
      `${FASTIFY}app.addHook('onRequest', async (request, reply) => {\n  try {\n    await request.jwtVerify()\n  } catch (error) {\n    reply.send(error)\n  }\n})\napp.delete('/keys/:id', async () => ({}))\n`,
    ],
    [
      'a decorated guard of the route',
      `${FASTIFY}app.decorate('authenticate', async (request, reply) => {\n  try {\n    await request.jwtVerify()\n  } catch (error) {\n    reply.send(error)\n  }\n})\napp.delete('/keys/:id', { onRequest: [app.authenticate] }, async () => ({}))\n`,
    ],
    [
      'a verification with a callback',
      `${EXPRESS}const jwt = require('jsonwebtoken')\nconst auth = (req, res, next) => {\n  jwt.verify(req.headers.authorization, process.env.KEY, (error, user) => {\n    if (error) return res.sendStatus(403)\n    req.user = user\n    next()\n  })\n}\napp.delete('/keys/:id', auth, (req, res) => res.end())\n`,
    ],
    [
      'a look-up with a callback that turns strangers away',
      `${EXPRESS}const db = require('better-db')\napp.use((req, res, next) => {\n  db.get('SELECT * FROM users WHERE id = ?', [req.session.userId], (err, user) => {\n    if (err) return next(err)\n    if (!user) return res.sendStatus(401)\n    req.user = user\n    next()\n  })\n})\napp.delete('/keys/:id', (req, res) => res.end())\n`,
    ],
    [
      'a function of the tree that calls back with an error for strangers',
      `${EXPRESS}const sessions = require('./kept')\nfunction callerOf(token, done) {\n  const user = sessions.get(token)\n  if (!user) return done(new Error('unauthorized'))\n  done(null, user)\n}\nconst authenticate = (req, res, next) => {\n  callerOf(req.headers.authorization, (err, user) => {\n    if (err) return next(err)\n    req.user = user\n    next()\n  })\n}\napp.use(authenticate)\napp.delete('/keys/:id', (req, res) => res.end())\n`,
    ],
  ])('%s refuses', async (_, text) => {
    const [route] = await routesOf('app.ts', text)
    expect(route?.guards).toContainEqual(expect.objectContaining({ kind: 'authentication', proof: 'refuses' }))
  })

  it.each([
    [
      'a hook that verifies nothing',
      `${FASTIFY}app.addHook('onRequest', async (request) => {\n  request.log.info('seen')\n})\napp.delete('/keys/:id', async () => ({}))\n`,
    ],
    [
      'a hook that swallows what it caught',
      `${FASTIFY}app.addHook('onRequest', async (request, reply) => {\n  try {\n    await request.jwtVerify()\n  } catch (error) {\n    request.log.info(error)\n  }\n})\napp.delete('/keys/:id', async () => ({}))\n`,
    ],
    [
      'a middleware that looks up who calls, with a callback',
      `${EXPRESS}const db = require('better-db')\nfunction loadMember(req, res, next) {\n  if (!req.session.memberId) return next()\n  db.get('SELECT * FROM members WHERE id = ?', [req.session.memberId], (err, member) => {\n    if (err) return next(err)\n    req.member = member\n    next()\n  })\n}\napp.use(loadMember)\napp.delete('/keys/:id', (req, res) => res.end())\n`,
    ],
    [
      'a middleware that looks up who calls, through a function of the tree',
      `${EXPRESS}const sqlite3 = require('sqlite3')\nconst store = new sqlite3.Database('x')\nfunction one(sql, values, done) {\n  store.get(sql, values, done)\n}\napp.use((req, res, next) => {\n  one('SELECT * FROM users WHERE id = ?', [req.session.userId], function (error, user) {\n    if (error) next(error)\n    else {\n      req.user = user\n      next()\n    }\n  })\n})\napp.delete('/keys/:id', (req, res) => res.end())\n`,
    ],
  ])('%s does not', async (_, text) => {
    const [route] = await routesOf('app.ts', text)
    expect(route?.guards.filter(({ proof }) => proof === 'refuses')).toEqual([])
  })
})

describe('what kind of guard', () => {
  const flask = `from flask import Blueprint, abort, g\nfrom functools import wraps\nbp = Blueprint('staff', __name__)\n`
  const route = (guard: string): string => `@bp.delete('/people/<int:id>')\n${guard}\ndef remove(id):\n    return ''\n`
  const factory = (log: string): string =>
    `def role_required(role):\n    def decorate(view):\n        @wraps(view)\n        def inner(*args, **kwargs):\n            if role not in g.user.roles:\n${log}                abort(403)\n            return view(*args, **kwargs)\n        return inner\n    return decorate\n`
  const asks = (branches: string): string =>
    `def require_moderator(user):\n    match user.role:\n${branches}\n@bp.delete('/posts/<int:id>')\ndef remove(id):\n    require_moderator(g.user)\n    return ''\n`
  it.each([
    [
      'a factory that hands its parameter to a log',
      'app.py',
      `${flask}${factory(`                print('lacks', role)\n`)}${route(`@role_required('admin')`)}`,
      'role refuses',
    ],
    [
      'a match that refuses the roles it names',
      'app.py',
      `${flask}${asks(`        case 'banned':\n            abort(403)\n        case _:\n            print('member')`)}`,
      'role never-refuses',
    ],
    [
      'a match that refuses all but the roles it names',
      'app.py',
      `${flask}${asks(`        case 'moderator' | 'admin':\n            print('moderator')\n        case _:\n            abort(403)`)}`,
      'role refuses',
    ],
    [
      'a hook of Fastify that answers 401',
      'app.js',
      `const member = async (request, reply) => {\n  if (!request.session.user) await reply.code(401).send({})\n}\nexport async function routes(app) {\n  app.delete('/x/:id', { preHandler: member }, async () => ({}))\n}\n`,
      'authentication refuses',
    ],
    [
      'a hook that answers 404 to who does not own',
      'app.js',
      `const owner = async (request, reply) => {\n  if ((await find(request.params.id)).by !== request.session.user) await reply.code(404).send({})\n}\nexport async function routes(app) {\n  app.delete('/x/:id', { preHandler: owner }, async () => ({}))\n}\n`,
      'owner refuses',
    ],
  ])('%s', async (_, name, text, expected) => {
    const [found] = await routesOf(name, text)
    expect(found?.guards.map(({ kind, proof }) => `${kind} ${proof}`)).toEqual([expected])
  })
})

describe('who chooses the rows', () => {
  const guard = `const guard = async (req, res, next) => {\n  res.locals.listenerId = await listenerOf(req.get('authorization'))\n  if (!res.locals.listenerId) return res.status(401).end()\n  next()\n}\n`
  it.each([
    ['the id that a middleware left', 'madeBy: res.locals.listenerId', true],
    ['a setting that a middleware left', 'theme: res.locals.theme', false],
  ])('%s', async (_, condition, byOwner) => {
    const text = `${EXPRESS}const { Playlist } = require('./models')\n${guard}app.delete('/playlists/:id', guard, async (req, res) => {\n  await Playlist.findOneAndDelete({ _id: req.params.id, ${condition} })\n  res.end()\n})\n`
    const [route] = await routesOf('app.js', text)
    expect(route?.effects[0]).toMatchObject({ kind: 'delete', byRequestId: true, byOwner })
  })

  it.each([
    [
      'a schema beside the handler',
      `const schema = { querystring: { type: 'object', properties: { take: { type: 'integer', maximum: 100 } } } }\n`,
      true,
    ],
    ['no bound', `const schema = { querystring: { type: 'object', properties: { take: { type: 'integer' } } } }\n`, false],
  ])('the number of rows: %s', async (_, schema, isBounded) => {
    const text = `import { PrismaClient } from '@prisma/client'\n${FASTIFY}const prisma = new PrismaClient()\n${schema}app.get('/photos', { schema }, async (request) => prisma.photo.findMany({ take: request.query.take }))\n`
    const [route] = await routesOf('app.ts', text)
    expect(route?.effects[0]).toMatchObject({ kind: 'read-many', isBounded })
  })
})

describe('guards that leave paths out', () => {
  const asks = `  if (!req.headers.authorization) return res.status(401).end()\n  next()\n})\n`
  const routes = `app.delete('/reports/:id', (req, res) => res.end())\napp.delete('/api/keys/:id', (req, res) => res.end())\n`
  it.each([
    ['a prefix', `app.use((req, res, next) => {\n  if (req.path.startsWith('/reports')) return next()\n${asks}`, ['/api/keys/{id}']],
    [
      'prefixes of a list',
      `const OPEN = ['/reports']\napp.use((req, res, next) => {\n  if (OPEN.some((one) => req.path.startsWith(one))) return next()\n${asks}`,
      ['/api/keys/{id}'],
    ],
    ['all but a prefix', `app.use((req, res, next) => {\n  if (!req.path.startsWith('/api/')) return next()\n${asks}`, ['/api/keys/{id}']],
    [
      'a part of the path, wherever it stands',
      `app.use((req, res, next) => {\n  if (req.path.includes('/keys')) return next()\n${asks}`,
      ['/reports/{id}'],
    ],
    [
      'a part of the address, which the query string may hold too, as the guard of the others says',
      `app.use((req, res, next) => {\n  if (req.originalUrl.includes('/keys')) return next()\n${asks}`,
      ['/reports/{id}'],
    ],
    [
      'what is for everybody',
      `app.use((req, res, next) => {\n  if (req.path.startsWith('/auth/')) return next()\n${asks}`,
      ['/api/keys/{id}', '/reports/{id}'],
    ],
    [
      'a path that only changes what is logged',
      `app.use((req, res, next) => {\n  if (req.path.startsWith('/reports')) console.log('report')\n${asks}`,
      ['/api/keys/{id}', '/reports/{id}'],
    ],
  ])('%s', async (_, guard, guarded) => {
    const found = await routesOf('app.js', `${EXPRESS}${guard}${routes}`)
    expect(found.filter(({ guards }) => guards.length > 0).map(({ path }) => path)).toEqual(guarded)
  })

  it.each([
    [
      'a generator over prefixes',
      `    if any(request.path.startswith(one) for one in ('/reports', '/docs')):\n        return await handler(request)\n`,
      ['/keys'],
    ],
    ['one path exactly', `    if request.path in ('/reports',):\n        return await handler(request)\n`, ['/keys', '/reports']],
  ])('of Python: %s', async (_, test, guarded) => {
    const text = `from aiohttp import web\n@web.middleware\nasync def guard(request, handler):\n${test}    if 'authorization' not in request.headers:\n        raise web.HTTPUnauthorized()\n    return await handler(request)\nasync def serve(request):\n    return web.Response()\napp = web.Application(middlewares=[guard])\napp.router.add_get('/reports', serve)\napp.router.add_get('/keys', serve)\n`
    const found = await routesOf('app.py', text)
    expect(found.filter(({ guards }) => guards.length > 0).map(({ path }) => path)).toEqual(guarded)
  })
})

it.each([
  ['to_list(None)', false],
  ['to_list(length=None)', false],
  ['to_list(50)', true],
  ["to_list(int(request.query['n']))", false],
  ["to_list(min(int(request.query['n']), 50))", true],
])('the length of a list of Motor: %s', async (read, isBounded) => {
  const text = `from aiohttp import web\nfrom motor.motor_asyncio import AsyncIOMotorClient\ndb = AsyncIOMotorClient().zoo\nasync def owls(request):\n    return web.json_response(await db.owls.find({}).${read})\napp = web.Application()\napp.router.add_get('/owls', owls)\n`
  const [route] = await routesOf('app.py', text)
  expect(route?.effects[0]).toMatchObject({ kind: 'read-many', isBounded })
})

it('a guard that is called signed_in asks who it is, not for a signature', async () => {
  const text = `from bottle import Bottle, abort, request\napp = Bottle()\ndef signed_in(callback):\n    def inner(*args):\n        if not request.get_cookie('sid'):\n            abort(401)\n        return callback(*args)\n    return inner\n@app.post('/x')\n@signed_in\ndef x():\n    return {}\n`
  expect((await routesOf('app.py', text))[0]?.guards).toMatchObject([{ kind: 'authentication', name: 'signed_in', proof: 'refuses' }])
})

describe('limits and commands', () => {
  const flask = `from flask import Flask, abort, request\napp = Flask(__name__)\n`
  const verify = `@app.post('/login/verify')\ndef verify():\n    note(request.json['id'])\n    return ''\n`
  it.each([
    ['a helper that answers 429', `def note(id):\n    if seen(id) > 5:\n        abort(429)\n`, 1],
    ['a helper that answers 400', `def note(id):\n    if seen(id) > 5:\n        abort(400)\n`, 0],
  ])('%s', async (_, helper, limits) => {
    const [route] = await routesOf('app.py', `${flask}${helper}${verify}`)
    expect(route?.rateLimits).toHaveLength(limits)
  })

  it.each([
    ['approve', 'await store.approve(req.params.id)', ['process']],
    ['approve', 'res.json(await store.stateOf(req.params.id))', []],
    ['delete', 'await cache.delete(req.params.id)', []],
    ['summary', 'await store.approve(req.params.id)', []],
  ])('a GET of /%s that does %s', async (word, body, kinds) => {
    const text = `${EXPRESS}const { store, cache } = require('expenses')\napp.get('/expenses/:id/${word}', async (req, res) => {\n  ${body}\n  res.end()\n})\n`
    const [route] = await routesOf('app.js', text)
    expect(route?.effects.map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('guards that other code makes', () => {
  const callable = (check: string): string =>
    `from fastapi import Depends, FastAPI, HTTPException, Request\n\napp = FastAPI()\n\n\nclass KeyCheck:\n    def __init__(self, kind):\n        self.kind = kind\n\n    async def __call__(self, request: Request):\n        key = request.headers.get("X-Key")\n${check}        return key\n\n\nasync def require_key(request: Request):\n    check: KeyCheck = KeyCheck("owner")\n    return await check(request)\n\n\n@app.delete("/wallets/{id}")\nasync def remove(id: str, key=Depends(require_key)):\n    return {}\n`
  const factory = (refusal: string): string =>
    `from flask import Blueprint, abort, g\nfrom functools import wraps\nbp = Blueprint('staff', __name__)\n\ndef user_passes(test):\n    def decorate(view):\n        @wraps(view)\n        def inner(*args, **kwargs):\n            if test(g.user):\n                return view(*args, **kwargs)\n            ${refusal}\n        return inner\n    return decorate\n\ndef require_permission(name):\n    def test(user):\n        return user.may(name)\n    return user_passes(test)\n\n@bp.delete('/people/<int:id>')\n@require_permission('people')\ndef remove(id):\n    return ''\n`
  it.each([
    ['an object that is called', callable('        if not key:\n            raise HTTPException(status_code=401)\n'), 'refuses'],
    ['an object that lets all through', callable(''), ''],
    ['a test that is handed to a decorator', factory('abort(403)'), 'refuses'],
    ['a test whose answer changes nothing', factory('return view(*args, **kwargs)'), 'never-refuses'],
  ])('%s', async (_, text, proof) => {
    const [route] = await routesOf('app.py', text)
    expect(route?.guards.map((guard) => guard.proof).join()).toBe(proof)
  })
})

describe('guards that are attached for a path', () => {
  const guard = `const requireUser = (req, res, next) => {\n  if (!req.user) return res.status(401).end()\n  next()\n}\n`
  const serves = `app.delete('/api/admin/keys/:id', (req, res) => res.end())\n`
  const mounted = `const router = express.Router()\nrouter.delete('/admin/keys/:id', (req, res) => res.end())\napp.use('/api', router)\n`
  it.each([
    [`app.all('/api/admin/*', requireUser)\n${serves}`, 'authentication'],
    [`app.all('/api/*rest', requireUser)\n${serves}`, 'authentication'],
    [`app.all('(/api/admin|/api/admin/*?)', requireUser)\n${serves}`, 'authentication'],
    [`app.use('/api/admin', requireUser)\n${mounted}`, 'authentication'],
    [`app.all('/api/admin/*', requireUser)\n${mounted}`, 'authentication'],
    [
      `app.all(process.env.BASE + '(/api|/api/*?)', requireUser)\nconst router = express.Router()\nrouter.delete('/api/admin/keys/:id', (req, res) => res.end())\nrequire('./serve')(router)\n`,
      'authentication',
    ],
    [`app.all('/web/*', requireUser)\n${serves}`, ''],
    [`app.use('/api/adm', requireUser)\n${mounted}`, ''],
    [`${serves}app.all('/api/*', requireUser)\n`, ''],
  ])('%s', async (text, kinds) => {
    const routes = await routesOf('app.js', `${EXPRESS}${guard}${text}`)
    const route = routes.find(({ method }) => method === 'DELETE')
    expect(route?.guards.map(({ kind }) => kind).join()).toBe(kinds)
  })
})

const FLASK = `from flask import Flask, redirect, url_for
from .rights import Permissions
app = Flask(__name__)
`

it.each([
  ['a right to upload, demanded', '@Permissions.FILES_UPLOAD.require(403)\ndef work():\n    return save()', ['role']],
  ['a right to create, demanded', '@require_create_permission\ndef work():\n    return save()', ['role']],
  ['a right to upload, demanded within', 'def work():\n    with Permissions.FILES_UPLOAD.require(403):\n        return save()', ['role']],
  ['a parser of uploads', '@parser.upload\ndef work():\n    return save()', []],
  ['a right that may be left out', '@require_optional_permission\ndef work():\n    return save()', []],
])('%s', async (_name, view, kinds) => {
  const routes = await routesOf('app.py', `${FLASK}@app.post('/files')\n${view}\n`)
  expect(routes[0]?.guards.map(({ kind }) => kind)).toEqual(kinds)
})

it.each([
  ["return redirect(url_for('api.update', name=name), code=307)", true],
  ["rename(name)\n    return redirect(url_for('api.update', name=name))", undefined],
  ['return {}', undefined],
])('a handler that ends with %s', async (body, onlyRedirects) => {
  const routes = await routesOf('app.py', `${FLASK}@app.put('/users/<name>')\ndef update(name):\n    ${body}\n`)
  expect(routes[0]?.onlyRedirects).toBe(onlyRedirects)
})

it.each([
  ['a library', 'from flask_login import login_required', '@login_required', ['authentication']],
  ['the tree that has one of a library', 'from second import with_factor', '@with_factor', ['authentication']],
  ['the tree that only counts', 'from second import counted', '@counted', []],
])('a decorator whose wrapper stands below one of %s', async (_name, imported, above, kinds) => {
  const { routes } = await analysisOf({
    'second.py': `from functools import wraps
from flask_login import login_required
CALLS = []
def with_factor(view):
    @wraps(view)
    @login_required
    def inner(*args, **kwargs):
        return view(*args, **kwargs)
    return inner
def counted(view):
    @wraps(view)
    def inner(*args, **kwargs):
        CALLS.append(view.__name__)
        return view(*args, **kwargs)
    return inner
`,
    'app.py': `from functools import wraps
from flask import Flask
${imported}
app = Flask(__name__)
def entered(view):
    @wraps(view)
    ${above}
    def wrapper(*args, **kwargs):
        return view(*args, **kwargs)
    return wrapper
signed_in_required = entered
@app.post('/keys')
@entered
def keys():
    return save()
@app.put('/keys')
@signed_in_required
def change():
    return save()
`,
  })
  expect(routes[0]?.guards.map(({ kind }) => kind)).toEqual(kinds)
  expect(routes[1]?.guards.map(({ proof }) => proof)).toEqual([kinds.length > 0 ? 'refuses' : 'never-refuses'])
})
