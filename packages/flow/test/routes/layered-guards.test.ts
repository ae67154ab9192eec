import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A service of Hono in layers: answers, middleware and routes are files of their own. */
const ANSWERS = `export const ok = (c, data) => c.json({ data })
export const fail = (c, status, message) => c.json({ error: { message } }, status)
export const deny = (c, status) => fail(c, status, 'Not allowed')
export class Problem extends Error {
  constructor(status, message) { super(message); this.status = status }
}
`
const app = (middleware: string): string => `import { Hono } from 'hono'
import { session } from './session'
import { ok } from './answers'
const app = new Hono()
${middleware}
app.get('/parcels/:id', (c) => ok(c, {}))
app.post('/logins', (c) => ok(c, {}))
export default app
`

async function guardsOf(session: string, middleware = `app.use('*', session)`): Promise<Readonly<Record<string, readonly string[]>>> {
  const { routes } = await analysisOf({ 'answers.ts': ANSWERS, 'session.ts': session, 'app.ts': app(middleware) })
  const named = ({ guards }: RouteFact): readonly string[] => guards.map(({ kind, proof }) => `${kind} ${proof}`)
  return Object.fromEntries(routes.map((route) => [`${route.method} ${route.path}`, named(route)]))
}

const session = (body: string, more = ''): string => `import { fail, deny, Problem } from './answers'
import { rowOf } from './store'
${more}
export const session = async (c, next) => {
  const { path, method } = c.req
  ${body}
  c.set('user', rowOf(c.req.header('authorization')))
  return next()
}
`

describe('a middleware that refuses through functions of the tree', () => {
  it.each([
    [
      'an answer that is given its status',
      `if (!c.req.header('authorization')) return fail(c, 401, 'Please log in')`,
      'authentication refuses',
    ],
    ['an answer behind an answer', `if (!c.req.header('authorization')) return deny(c, 401)`, 'authentication refuses'],
    [
      'an error that is given its status',
      `if (!c.req.header('authorization')) throw new Problem(401, 'Please log in')`,
      'authentication refuses',
    ],
    [
      'an answer about the size of a body',
      `if (Number(c.req.header('content-length')) > 9000) return fail(c, 413, 'Too large')`,
      undefined,
    ],
  ])('%s', async (_, body, expected) => {
    expect((await guardsOf(session(body)))['GET /parcels/{id}']).toEqual(expected === undefined ? [] : [expected])
  })
})

describe('a list of open operations', () => {
  const refuses = `if (!c.req.header('authorization')) return fail(c, 401, 'Please log in')`
  it.each([
    ['a template', 'if (open.has(`${method} ${path}`)) return next()'],
    ['a sum', `if (open.has(c.req.method + ' ' + c.req.path)) return next()`],
  ])('%s of method and path', async (_, test) => {
    const found = await guardsOf(session(`${test}\n  ${refuses}`, `const open = new Set(['POST /logins'])`))
    expect(found).toEqual({ 'GET /parcels/{id}': ['authentication refuses'], 'POST /logins': ['authentication declared-open'] })
  })

  it('of another method opens nothing', async () => {
    const found = await guardsOf(
      session('if (open.has(`${method} ${path}`)) return next()\n  '.concat(refuses), `const open = new Set(['GET /logins'])`),
    )
    expect(found['POST /logins']).toEqual(['authentication refuses'])
  })
})

it('a guard of the size of bodies guards no caller, whatever it is called', async () => {
  const source = `import { Problem } from './answers'
export const session = async (c, next) => next()
export const bodyGuard = async (c, next) => {
  if (c.req.url.length > 2000) throw new Problem(414, 'Too long')
  return next()
}
`
  expect((await guardsOf(source, `import { bodyGuard } from './session'\napp.use(bodyGuard)`))['GET /parcels/{id}']).toEqual([])
})
