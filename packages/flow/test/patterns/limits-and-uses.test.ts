import { table } from './lines-of.ts'

const KOA = (options: string): Readonly<Record<string, string>> => ({
  'app.ts': `import Koa from 'koa'\nimport { bodyParser } from '@koa/bodyparser'\nconst app = new Koa()\napp.use(bodyParser(${options}))\n`,
})
const NEST = (limit: string): Readonly<Record<string, string>> => ({
  'main.ts': `import { NestFactory } from '@nestjs/core'\nimport { AppModule } from './app.module'\nasync function start() {\n  const app = await NestFactory.create(AppModule)\n  app.useBodyParser('json', { limit: '${limit}' })\n  await app.listen(3000)\n}\nstart()\n`,
})
const HONO = (more: string): Readonly<Record<string, string>> => ({
  'app.ts': `import { serve } from '@hono/node-server'\nimport { Hono } from 'hono'\n${more}app.post('/notes', async (c) => c.json(await c.req.json()))\nserve(app)\n`,
})

table('body-limit-missing', [
  ['a hundred megabytes, in Koa', KOA(`{ jsonLimit: '100mb' }`), [4]],
  ['one megabyte, in Koa', KOA(`{ jsonLimit: '1mb' }`), []],
  ['what Koa has', KOA(''), []],
  ['two hundred megabytes, in Nest', NEST('200mb'), [5]],
  ['a hundred kilobytes, in Nest', NEST('100kb'), []],
  ['no limit, in Hono on Node', HONO('const app = new Hono()\n'), [4]],
  [
    'the middleware of Hono',
    HONO(`import { bodyLimit } from 'hono/body-limit'\nconst app = new Hono()\napp.use(bodyLimit({ maxSize: 65536 }))\n`),
    [],
  ],
  [
    'a length that is looked at',
    HONO(
      `const app = new Hono()\napp.use(async (c, next) => {\n  if (Number(c.req.header('content-length')) > 65536) return c.json({}, 413)\n  await next()\n})\n`,
    ),
    [],
  ],
  [
    'Hono where a platform limits',
    {
      'app.ts': `import { Hono } from 'hono'\nconst app = new Hono()\napp.post('/notes', async (c) => c.json(await c.req.json()))\nexport default app\n`,
    },
    [],
  ],
])

const EXPRESS = (refresh: string, guard = ''): Readonly<Record<string, string>> => ({
  'auth.js': `const jwt = require('jsonwebtoken')
const config = require('./config')
exports.signAccess = function signAccess(user) {
  return jwt.sign({ id: user.id, role: user.role }, config.secret, { expiresIn: '10m' })
}
exports.signRefresh = function signRefresh(user) {
  return jwt.sign(${refresh}, { expiresIn: '30d' })
}
exports.requireAuth = function requireAuth(req, res, next) {
  const claims = jwt.verify(req.headers.authorization, config.secret)
${guard}  req.user = { id: claims.id, role: claims.role }
  next()
}
`,
})
const NEST_TOKENS = (guard = '', key = ''): Readonly<Record<string, string>> => ({
  'auth.ts': `import { Injectable, Module, UnauthorizedException } from '@nestjs/common'
import { JwtModule, JwtService } from '@nestjs/jwt'
@Injectable()
export class Tokens {
  constructor(private readonly jwt: JwtService) {}
  make(user) {
    return {
      accessToken: this.jwt.sign({ sub: user.id, role: user.role }),
      refreshToken: this.jwt.sign({ sub: user.id, role: user.role, type: 'refresh' }, { expiresIn: '90d'${key} }),
    }
  }
}
@Injectable()
export class Guard {
  constructor(private readonly jwt: JwtService) {}
  canActivate(context) {
    const request = context.switchToHttp().getRequest()
    const claims = this.jwt.verify(request.headers.authorization)
${guard}    request.user = { id: claims.sub, role: claims.role }
    return true
  }
}
@Module({ imports: [JwtModule.register({ secret: process.env.KEY, signOptions: { expiresIn: '10m' } })], providers: [Tokens, Guard] })
export class Auth {}
`,
})

table('jwt-use-unasked', [
  ['two tokens that differ by their names alone', EXPRESS('{ id: user.id, role: user.role }, config.secret'), [10]],
  ['a refresh with a key of its own', EXPRESS('{ id: user.id, role: user.role }, config.refreshSecret'), []],
  [
    'a refresh that says so, and a guard that asks',
    EXPRESS(
      `{ id: user.id, role: user.role, type: 'refresh' }, config.secret`,
      `  if (claims.type === 'refresh') return res.status(401).end()\n`,
    ),
    [],
  ],
  ['a refresh without what the guard reads', EXPRESS('{ family: user.family }, config.secret'), []],
  ['two tokens of Nest, one of which says what it is', NEST_TOKENS(), [18]],
  ['a guard of Nest that asks', NEST_TOKENS(`    if (claims.type === 'refresh') throw new UnauthorizedException()\n`), []],
  ['a refresh of Nest with a key of its own', NEST_TOKENS('', ', secret: process.env.REFRESH_KEY'), []],
])

const LOGIN = (ask: string): Readonly<Record<string, string>> => ({
  'app.js': `const Koa = require('koa')
const Router = require('@koa/router')
const { get, run } = require('./db')
const SCHEMA = \`CREATE TABLE users (
  id INTEGER PRIMARY KEY, email TEXT, password_hash TEXT,
  disabled INTEGER DEFAULT 0
)\`
const router = new Router()
async function signedIn(ctx, next) {
  ctx.state.user = read(ctx.get('authorization'))
  if (!ctx.state.user) ctx.throw(401)
  await next()
}
router.post('/login', async (ctx) => {
  const user = get('SELECT * FROM users WHERE email = ?', ctx.request.body.email)
  if (hash(ctx.request.body.password) !== user.password_hash) ctx.throw(401)
${ask}  ctx.body = issue(user)
})
router.post('/users/:id/disable', signedIn, async (ctx) => {
  run('UPDATE users SET disabled = 1 WHERE id = ?', ctx.params.id)
  ctx.status = 204
})
`,
})

table('account-state-unasked', [
  ['a hash that is compared by hand, and the state of Koa', LOGIN(''), [16]],
  ['a login that asks', LOGIN('  if (user.disabled) ctx.throw(403)\n'), []],
])
