import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const EXPRESS = `const express = require('express')
const jwt = require('jsonwebtoken')
const app = express()
const router = express.Router()
function requireAuth(req, res, next) {
  try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }) } catch { return res.status(401).end() }
  next()
}
app.use('/api', router)
`
const ELYSIA = `import { Elysia } from 'elysia'
const asks = ({ set, headers }) => { if (!headers.authorization) { set.status = 401; return 'no' } }
const people = new Elysia({ prefix: '/people' }).get('/:id', ({ params }) => params.id)
`

describe('what stands before the routes of a chain', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'for all methods of one path',
      `${EXPRESS}router.route('/notes/:id').all(requireAuth).get((req, res) => res.json({})).put((req, res) => res.json({}))\nrouter.route('/open').get((req, res) => res.json({}))\n`,
      ['GET /api/notes/{id} 1', 'PUT /api/notes/{id} 1', 'GET /api/open 0'],
    ],
    [
      'after what it does not reach',
      `${EXPRESS}router.route('/notes/:id').get((req, res) => res.json({})).all(requireAuth).put((req, res) => res.json({}))\n`,
      ['GET /api/notes/{id} 0', 'PUT /api/notes/{id} 1'],
    ],
    ['as what answers', `${EXPRESS}router.route('/any').all((req, res) => res.json({}))\n`, ['ANY /api/any 0']],
    [
      'by itself, for one path',
      `${EXPRESS}router.get('/early/:id', (req, res) => res.json({}))\nrouter.all('/early/:id', requireAuth)\nrouter.all('/people/:id', requireAuth)\nrouter.get('/people/:id', (req, res) => res.json({}))\nrouter.get('/people/:id/open', (req, res) => res.json({}))\n`,
      ['GET /api/early/{id} 0', 'GET /api/people/{id} 1', 'GET /api/people/{id}/open 0'],
    ],
    [
      'in groups of Elysia',
      `${ELYSIA}new Elysia()
  .use(people)
  .group('/v1', (app) => app
    .get('/a', () => 'a')
    .guard({ beforeHandle: asks }, (inner) => inner.get('/b', () => 'b').post('/c', ({ body }) => body)))
  .group('/v2', { beforeHandle: asks }, (app) => app.get('/d', () => 'd'))
  .get('/', () => 'x')
  .listen(3000)
`,
      ['GET / 0', 'GET /people/{id} 0', 'GET /v1/a 0', 'GET /v1/b 1', 'POST /v1/c 1', 'GET /v2/d 1'],
    ],
    [
      'as a guard of Elysia from there on',
      `${ELYSIA}new Elysia().get('/a', () => 'a').guard({ beforeHandle: asks }).get('/b', () => 'b').listen(3000)\n`,
      ['GET /a 0', 'GET /b 1', 'GET /people/{id} 0'],
    ],
  ])('%s', async (_name, app, routes) => {
    const { routes: found } = await analysisOf({ 'app.js': app })
    expect(
      found.map(({ method, path, guards }) => `${method} ${path} ${guards.filter(({ proof }) => proof === 'refuses').length}`),
    ).toEqual(routes)
  })
})

describe('routes that stand in one long chain', () => {
  const NAMES = Array.from({ length: 30 }, (_, index) => `step${index}`)
  const HONO = (guard: string): Record<string, string> => ({
    'groups.ts': `import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
export const groups = new Hono()
  ${guard}
${NAMES.map((name, index) => `  .${index % 2 === 0 ? 'get' : 'post'}('/${name}', (c) => c.json({}))`).join('\n')}
`,
    'main.ts': `import { Hono } from 'hono'\nimport { bodyLimit } from 'hono/body-limit'\nimport { rateLimiter } from 'hono-rate-limiter'\nimport { groups } from './groups.ts'\nconst app = new Hono()\napp.use(bodyLimit({ maxSize: 1024 }), rateLimiter({ limit: 10 }))\napp.route('/groups', groups)\n`,
  })
  it.each<[string, string, boolean]>([
    ['behind what asks', ".use(jwt({ secret: process.env.KEY, alg: 'HS256' }))", true],
    ['without it', '', false],
  ])('are mounted, %s', async (_name, guard, isGuarded) => {
    const { routes } = await analysisOf(HONO(guard))
    expect(new Set(routes.map(({ path }) => path))).toEqual(new Set(NAMES.map((name) => `/groups/${name}`)))
    expect(new Set(routes.map(({ guards }) => guards.length > 0))).toEqual(new Set([isGuarded]))
    // How much may be sent is no limit of how often.
    expect(new Set(routes.map(({ rateLimits }) => rateLimits.length))).toEqual(new Set([1]))
  })
})
