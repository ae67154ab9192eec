import { table } from './lines-of.ts'

const SETTINGS = (made: string): Readonly<Record<string, string>> => ({
  'settings.py': `import os\n\nclass Settings:\n    def __init__(self, env):\n        ${made}\n\nsettings = Settings(os.environ)\n`,
})

const HELPED = (helper: string, field: string): Readonly<Record<string, string>> => ({
  'settings.py': `import os, secrets\nfrom dataclasses import dataclass, field\n\ndef env(name: str, default: str = '') -> str:\n    ${helper}\n\n@dataclass\nclass Settings:\n    signing_key: str = ${field}\n`,
})
const OR_ELSE = `return os.environ.get(name, '').strip() or default`
const MADE = (value: string): string => `field(default_factory=lambda: ${value})`

table('config-fallback-secret', [
  ['a helper that gives back what it is told', HELPED(OR_ELSE, `env('SIGNING_KEY', 'changeme')`), [9]],
  ['such a helper in a factory', HELPED(OR_ELSE, MADE(`env('SIGNING_KEY', 'changeme')`)), [9]],
  ['a helper that asks with a default', HELPED('return os.getenv(name, default)', MADE(`env('SIGNING_KEY', default='changeme')`)), [9]],
  [
    'a helper that looks first',
    HELPED('return os.environ[name] if name in os.environ else default', `env('SIGNING_KEY', 'changeme')`),
    [9],
  ],
  ['a helper that is told nothing', HELPED(OR_ELSE, MADE(`env('SIGNING_KEY')`)), []],
  ['a helper that is told something random', HELPED(OR_ELSE, MADE(`env('SIGNING_KEY', secrets.token_urlsafe(48))`)), []],
  [
    'a helper that stands in for nobody in production',
    HELPED(
      `if os.environ.get('APP_ENV') == 'production' and name not in os.environ:\n        raise SystemExit(name)\n    ${OR_ELSE}`,
      `env('SIGNING_KEY', 'changeme')`,
    ),
    [],
  ],
  ['an environment that is given to a class', SETTINGS('self.jwt_secret = env.get("JWT_SECRET", "changeme")'), [5]],
  ['a name that must be set', SETTINGS('self.jwt_secret = env["JWT_SECRET"]'), []],
  ['no value in its place', SETTINGS('self.jwt_secret = env.get("JWT_SECRET")'), []],
  [
    'an environment that is given to a function',
    {
      'config.ts': `export const load = (env: NodeJS.ProcessEnv) => ({\n  jwtSecret: env.JWT_SECRET ?? 'changeme',\n})\nexport const config = load(process.env)\n`,
    },
    [2],
  ],
  [
    'an environment that stands in for what is not given',
    { 'config.js': `export function load(env = process.env) {\n  return {\n    jwtSecret: env.JWT_SECRET || 'changeme' }\n}\n` },
    [3],
  ],
  [
    'an answer of another service, which is no environment',
    {
      'config.ts': `export const load = (profile: Record<string, string>) => ({\n  accessToken: profile.token ?? 'changeme',\n})\nload(await fetchProfile())\n`,
    },
    [],
  ],
  [
    'a function that refuses to start without it',
    {
      'config.ts': `export const load = (env: NodeJS.ProcessEnv) => {\n  if (!env.JWT_SECRET) throw new Error('JWT_SECRET is not set')\n  return { jwtSecret: env.JWT_SECRET }\n}\nload(process.env)\n`,
    },
    [],
  ],
])

const ISSUED = (access: string, sign = '"exp": int(time.time()) + seconds'): Readonly<Record<string, string>> => ({
  'config.py': `${access}\nREFRESH_SECONDS = 30 * 24 * 3600\nLINK_SECONDS = 7 * 24 * 3600\n`,
  'tokens.py': `import time\nimport jwt\nfrom keys import KEY\ndef issue(user, kind, seconds):\n    claims = {"sub": user.id, "kind": kind, ${sign}}\n    return jwt.encode(claims, KEY, algorithm="HS256")\n`,
  'login.py': `from config import ACCESS_SECONDS, LINK_SECONDS, REFRESH_SECONDS\nfrom tokens import issue\ndef login(user):\n    return {\n        "access_token": issue(user, "access", ACCESS_SECONDS),\n        "refresh_token": issue(user, "refresh", REFRESH_SECONDS),\n    }\ndef share(user):\n    return issue(user, "download", LINK_SECONDS)\n`,
})

const SIGNED = (ttl: string): Readonly<Record<string, string>> => ({
  'tokens.ts': `import jwt from 'jsonwebtoken'\nexport const issue = (id: string, ttl: string | number) => jwt.sign({ sub: id }, process.env.KEY!, { expiresIn: ttl })\n`,
  'login.ts': `import { issue } from './tokens'\nexport const login = (id: string) => ({\n  token: issue(id, ${ttl}),\n})\n`,
})

const HONO = (seconds: string): Readonly<Record<string, string>> => ({
  'tokens.ts': `import { sign } from 'hono/jwt'\nconst TTL = ${seconds}\nexport const issue = (id: string) => sign({ sub: id, exp: Math.floor(Date.now() / 1000) + TTL }, process.env.KEY!, 'HS256')\n`,
})

table('jwt-long-expiry', [
  ['thirty days that a caller gives', ISSUED('ACCESS_SECONDS = 30 * 24 * 3600'), [1]],
  ['a quarter of an hour that a caller gives', ISSUED('ACCESS_SECONDS = 15 * 60'), []],
  ['an end that nobody can tell', ISSUED('ACCESS_SECONDS = read()'), []],
  ['a week that a caller gives, in words', SIGNED(`'7d'`), [3]],
  ['ten minutes that a caller gives, in words', SIGNED(`'10m'`), []],
  [
    'a refresh',
    {
      ...SIGNED(`'10m'`),
      'refresh.ts': `import { issue } from './tokens'\nexport const renew = (id: string) => ({ refresh: issue(id, '60d') })\n`,
    },
    [],
  ],
  ['a day in the payload of Hono', HONO('24 * 60 * 60'), [2]],
  ['ten minutes in the payload of Hono', HONO('10 * 60'), []],
])

const READS = (guard: string, key = 'key_of(header)'): Readonly<Record<string, string>> => ({
  'tokens.py': `import jwt
from settings import settings, OLD
def key_of(header):
    if header.get("kid") == "main":
        return settings.secret
    return OLD
def issue(user, kind, seconds):
    claims = {"sub": user.id, "role": user.role, "kind": kind, "exp": seconds}
    return jwt.encode(claims, settings.secret, algorithm="HS256")
def read(token):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, ${key}, algorithms=["HS256"])
`,
  'login.py': `from tokens import issue, read\ndef login(user):\n    return issue(user, "access", 900), issue(user, "refresh", 9000)\ndef invite(user):\n    return issue(user, "invite", 900)\ndef sign_in(request, handler):\n    claims = read(request.headers["token"])\n${guard}    request["user"] = {"id": claims["sub"], "role": claims["role"]}\n    return handler(request)\n`,
})

/** Tokens with claims of their own each, and a guard that reads what both have. */
const OWN_CLAIMS = (guard: string): Readonly<Record<string, string>> => ({
  'tokens.py': `import jwt
from settings import settings
def issue(kind, user, **more):
    return jwt.encode({"sub": user.id, "typ": kind, "exp": 900, **more}, settings.secret, algorithm="HS256")
def read(token):
    return jwt.decode(token, settings.secret, algorithms=["HS256"])
`,
  'login.py': `from tokens import issue, read\ndef login(user):\n    return issue("access", user, rights=user.rights), issue("refresh", user, family=user.family)\ndef sign_in(request, user):\n    claims = read(request.headers["token"])\n${guard}    return claims["sub"]\n`,
})

table('jwt-use-unasked', [
  ['a claim that is asked with a default', OWN_CLAIMS('    rights = claims.get("rights", user.rights)\n'), [5]],
  ['a claim that one of them alone has', OWN_CLAIMS('    rights = claims["rights"]\n'), []],
  ['one key behind a function, uses that callers give', READS(''), [7]],
  ['the same with one key', READS('', 'settings.secret'), [7]],
  ['a guard that asks', READS('    if claims["kind"] != "access":\n        raise PermissionError()\n'), []],
  ['another key', READS('', 'settings.other'), []],
])

const REFRESH = (answer: string): Readonly<Record<string, string>> => ({
  'app.py': `from aiohttp import web
from tokens import issue, spend
routes = web.RouteTableDef()
async def read_json(request):
    return await request.json()
@routes.post('/auth/refresh')
async def refresh(request):
    body = await read_json(request)
    user, fresh = await spend(body['refresh_token'])
    return web.json_response({'access_token': issue(user), 'refresh_token': ${answer}})
app = web.Application()
app.add_routes(routes)
`,
})

table('refresh-kept', [
  ['a body that a function of the tree reads', REFRESH(`body['refresh_token']`), [10]],
  ['another token', REFRESH('fresh'), []],
  ['a token that is made', REFRESH('issue(user)'), []],
  ['what a function gives for the token that was spent', REFRESH(`(await spend(body['refresh_token']))['refresh_token']`), []],
])

const LOGOUT = (body: string, end = '24 * 3600'): Readonly<Record<string, string>> => ({
  'errors.py': `class ApiError(Exception):\n    def __init__(self, status):\n        super().__init__()\n        self.status = status\n`,
  'app.py': `import time
import jwt
from aiohttp import web
from errors import ApiError
from settings import KEY
routes = web.RouteTableDef()
def current_user(request):
    if request.get('user') is None:
        raise ApiError(401)
    return request['user']
@routes.post('/auth/login')
async def login(request):
    return web.json_response({'token': jwt.encode({'sub': 1, 'exp': int(time.time()) + ${end}}, KEY, algorithm='HS256')})
@routes.post('/auth/logout')
async def logout(request):
    user = current_user(request)
    response = web.json_response({'message': 'signed out'})
${body}    return response
app = web.Application()
app.add_routes(routes)
`,
})

const EXPRESS_LOGOUT = (body: string, end = '7d'): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
const jwt = require('jsonwebtoken')
const { sessions } = require('./sessions')
const app = express()
app.post('/auth/login', (req, res) => res.json({ token: jwt.sign({ sub: 1 }, process.env.KEY, { expiresIn: '${end}' }) }))
app.post('/auth/logout', async (req, res) => {
${body}  res.clearCookie('token')
  res.status(204).end()
})
`,
})

table('logout-idle', [
  ['the cookie alone', LOGOUT(`    response.del_cookie('token')\n`), [15]],
  ['the cookie alone, of a token that ends soon', LOGOUT(`    response.del_cookie('token')\n`, '600'), []],
  ['nothing at all', LOGOUT('', '600'), [15]],
  ['a token that is denied', LOGOUT(`    await request.app['denied'].add(user['jti'])\n`), []],
  ['a version of the account', LOGOUT(`    request.app['versions'][user['id']] = 2\n`), []],
  ['the cookie alone, in Express', EXPRESS_LOGOUT(''), [6]],
  ['the cookie alone, of a token that ends soon, in Express', EXPRESS_LOGOUT('', '15m'), []],
  ['a session that ends, in Express', EXPRESS_LOGOUT('  await sessions.revoke(req.user.sid)\n'), []],
  [
    'a cookie of Koa that is emptied',
    {
      'app.ts': `import Koa from 'koa'\nimport Router from '@koa/router'\nimport jwt from 'jsonwebtoken'\nconst router = new Router()\nrouter.post('/auth/login', async (ctx) => {\n  const token = jwt.sign({ sub: 1 }, process.env.KEY!, { expiresIn: '7d' })\n  ctx.cookies.set('desk', token)\n})\nrouter.post('/auth/logout', async (ctx) => {\n  ctx.cookies.set('desk', null)\n  ctx.status = 204\n})\nnew Koa().use(router.routes())\n`,
    },
    [9],
  ],
  [
    'a cookie of Koa that is emptied, and a session that ends',
    {
      'app.ts': `import Koa from 'koa'\nimport Router from '@koa/router'\nimport jwt from 'jsonwebtoken'\nimport { sessions } from './sessions'\nconst router = new Router()\nrouter.post('/auth/login', async (ctx) => {\n  const token = jwt.sign({ sub: 1 }, process.env.KEY!, { expiresIn: '7d' })\n  ctx.cookies.set('desk', token)\n})\nrouter.post('/auth/logout', async (ctx) => {\n  await sessions.end(ctx.state.user.sid)\n  ctx.cookies.set('desk', null)\n  ctx.status = 204\n})\nnew Koa().use(router.routes())\n`,
    },
    [],
  ],
  [
    'a session that a library seals in the cookie',
    {
      'app.py': `from flask import Flask, jsonify, session\nfrom itsdangerous import URLSafeTimedSerializer\napp = Flask(__name__)\nlinks = URLSafeTimedSerializer('x')\n@app.post('/login')\ndef login():\n    return jsonify(link=links.dumps({'a': 1}))\n@app.post('/logout')\ndef logout():\n    answer = jsonify(ok=True)\n    answer.delete_cookie('session')\n    return answer\n`,
    },
    [],
  ],
])

const LIMITED = (key: string, refused: string): Readonly<Record<string, string>> => ({
  'app.py': `from aiohttp import web
from errors import ApiError
async def send(request):
    address = ${key}
    if not request.app['limits'].allow(f"messages:{address}", 30):
        ${refused}
    return web.json_response({})
app = web.Application()
app.router.add_post('/messages', send)
`,
})
const SILENT = `raise ApiError(429, 'wait a minute')`

table('limit-without-retry-after', [
  ['an error of its own', LIMITED('request.remote', SILENT), [6]],
  ['an error that tells', LIMITED('request.remote', `raise ApiError(429, 'wait', headers={'Retry-After': '60'})`), []],
  [
    'no limit, but an error of another service',
    { 'app.py': `from errors import ApiError\ndef read(answer):\n    if answer.status == 429:\n        raise ApiError(429, 'busy')\n` },
    [],
  ],
])

/** A counter of the tree that a dependency of FastAPI asks, for who the client is by a function of its own. */
const COUNTED = (address: string): Readonly<Record<string, string>> => ({
  'limits.py': `from collections import deque
from fastapi import HTTPException, Request
class Counter:
    def __init__(self, most: int):
        self.most = most
        self.seen: dict[str, deque] = {}
    def full(self, name: str) -> bool:
        return len(self.seen.setdefault(name, deque())) >= self.most
    def note(self, name: str) -> None:
        self.seen[name].append(1)
def who(request: Request) -> str:
    ${address}
def slow(counter: Counter):
    async def check(request: Request) -> None:
        name = who(request)
        if counter.full(name):
            raise HTTPException(429, headers={'Retry-After': '60'})
        counter.note(name)
    return check
`,
  'app.py': `from fastapi import Depends, FastAPI\nfrom limits import Counter, slow\napp = FastAPI()\n@app.post('/notes', dependencies=[Depends(slow(Counter(10)))])\ndef write() -> dict:\n    return {}\n`,
})

table('spoofable-address', [
  [
    'a header of the client, by a counter of the tree',
    COUNTED(`return request.headers.get('x-forwarded-for', '').split(',')[0] or request.client.host`),
    [12],
  ],
  ['the connection, by a counter of the tree', COUNTED('return request.client.host'), []],
  ['a header of the client first', LIMITED('request.headers.get("X-Forwarded-For", request.remote)', SILENT), [4]],
  ['the address of the connection', LIMITED('request.remote', SILENT), []],
  ['the word of the own proxy', LIMITED('request.headers.get("X-Forwarded-For", "").split(",")[-1]', SILENT), []],
  [
    'a header of the client, in Hono',
    {
      'app.ts': `import { Hono } from 'hono'\nimport { limiter } from './limiter'\nconst app = new Hono()\napp.post('/messages', async (c) => {\n  const key = c.req.header('x-forwarded-for') ?? 'none'\n  if (!(await limiter.allow(key, 30))) return c.json({ error: 'wait' }, 429)\n  return c.json({})\n})\n`,
    },
    [5],
  ],
  [
    'the caller, in Hono',
    {
      'app.ts': `import { Hono } from 'hono'\nimport { limiter } from './limiter'\nconst app = new Hono()\napp.post('/messages', async (c) => {\n  const key = c.get('user').id\n  if (!(await limiter.allow(key, 30))) return c.json({ error: 'wait' }, 429)\n  return c.json({})\n})\n`,
    },
    [],
  ],
])
