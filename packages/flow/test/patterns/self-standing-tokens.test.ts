import { table } from './lines-of.ts'

interface Parts {
  readonly end?: string
  readonly guard?: string
  readonly refresh?: string
  readonly disable?: string
  readonly password?: string
}

const EXPRESS = ({ end = '24h', guard = '', refresh = '', disable = '', password = '' }: Parts): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
const jwt = require('jsonwebtoken')
const { get, run } = require('./db')
const app = express()
app.use(express.json())
const issue = (user) => jwt.sign({ sub: user.id, role: user.role }, process.env.KEY, { expiresIn: '${end}' })
const refreshFor = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '30d' })
function requireAuth(req, res, next) {
  try {
    const claims = jwt.verify(req.headers.authorization, process.env.KEY)
    ${guard}req.user = claims
    next()
  } catch {
    res.status(401).end()
  }
}
app.post('/auth/login', (req, res) => {
  const user = get('SELECT * FROM users WHERE email = ?', req.body.email)
  res.json({ token: issue(user), refreshToken: refreshFor(user) })
})
app.post('/auth/refresh', (req, res) => {
  const claims = jwt.verify(req.body.refreshToken, process.env.KEY)
  const user = get('SELECT * FROM users WHERE id = ?', claims.sub)
  ${refresh}res.json({ token: issue(user) })
})
app.post('/users/:id/disable', requireAuth, (req, res) => {
  run('UPDATE users SET disabled = 1 WHERE id = ?', req.params.id)
  ${disable}res.status(204).end()
})
app.put('/me/password', requireAuth, (req, res) => {
  run('UPDATE users SET password_hash = ? WHERE id = ?', hash(req.body.password), req.user.sub)
  ${password}res.status(204).end()
})
`,
})

const AIOHTTP = ({
  end = '24 * 3600',
  guard = '',
  refresh = '',
  disable = '',
  password = '',
}: Parts): Readonly<Record<string, string>> => ({
  'app.py': `import time
import jwt
from aiohttp import web
from db import get, run
from settings import KEY
routes = web.RouteTableDef()
def issue(user):
    return jwt.encode({'sub': user['id'], 'role': user['role'], 'exp': int(time.time()) + ${end}}, KEY, algorithm='HS256')
def read(token):
    return jwt.decode(token, KEY, algorithms=['HS256'])
@web.middleware
async def sign_in(request, handler):
    if request.path.startswith('/auth/'):
        return await handler(request)
    try:
        claims = read(request.headers['Authorization'])
${guard}    except Exception:
        raise web.HTTPUnauthorized()
    request['user'] = {'id': claims['sub'], 'role': claims['role']}
    return await handler(request)
@routes.post('/auth/login')
async def login(request):
    body = await request.json()
    user = await get('SELECT * FROM users WHERE email = ?', body['email'])
    return web.json_response({'token': issue(user)})
@routes.post('/auth/refresh')
async def refresh(request):
    body = await request.json()
    claims = read(body['refresh_token'])
    user = await get('SELECT * FROM users WHERE id = ?', claims['sub'])
${refresh}    return web.json_response({'token': issue(user)})
@routes.delete('/me')
async def close(request):
    await run("UPDATE users SET status = 'deleted' WHERE id = ?", request['user']['id'])
${disable}    return web.Response(status=204)
@routes.put('/me/password')
async def change(request):
    body = await request.json()
    await run('UPDATE users SET password = ? WHERE id = ?', hashed(body['password']), request['user']['id'])
${password}    return web.Response(status=204)
app = web.Application(middlewares=[sign_in])
app.add_routes(routes)
`,
})

table('account-state-unasked', [
  ['a day of claims, in Express', EXPRESS({}), [10]],
  ['a day of claims, in aiohttp', AIOHTTP({}), [16]],
  ['claims of ten minutes, in Express', EXPRESS({ end: '10m' }), []],
  ['claims of ten minutes, in aiohttp', AIOHTTP({ end: '600' }), []],
  [
    'an account that is read at each request, in Express',
    EXPRESS({ guard: "if (!get('SELECT id FROM users WHERE id = ? AND disabled = 0', claims.sub)) throw new Error()\n    " }),
    [],
  ],
  [
    'an account that is read at each request, in aiohttp',
    AIOHTTP({
      guard:
        "        if await get('SELECT id FROM users WHERE id = ? AND status = ?', claims['sub'], 'active') is None:\n            raise ValueError()\n",
    }),
    [],
  ],
  ['a list of what was revoked', EXPRESS({ guard: 'if (revoked.has(claims.jti)) throw new Error()\n    ' }), []],
])

table('session-kept', [
  ['a new password, in Express', EXPRESS({}), [30]],
  ['a new password, in aiohttp', AIOHTTP({}), [37]],
  ['claims of ten minutes', EXPRESS({ end: '10m' }), []],
  [
    'a version of the account that counts up',
    EXPRESS({ password: "run('UPDATE users SET token_version = token_version + 1 WHERE id = ?', req.user.sub)\n  " }),
    [],
  ],
  ['tokens that are revoked', AIOHTTP({ password: "    await revoke_all(request['user']['id'])\n" }), []],
])

table('refresh-unspent', [
  ['a signature alone, in Express', EXPRESS({ end: '10m' }), [21]],
  ['a signature alone, in aiohttp', AIOHTTP({ end: '600' }), [27]],
  ['a row that is deleted', EXPRESS({ refresh: "run('DELETE FROM refreshes WHERE id = ?', claims.jti)\n  " }), []],
  ['a list of what was used', AIOHTTP({ refresh: "    await redis.setex(claims['jti'], 9, '1')\n" }), []],
  ['a refresh that rotates', EXPRESS({ refresh: 'rotate(claims)\n  ' }), []],
])
