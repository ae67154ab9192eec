import { table } from './lines-of.ts'

const HONO = (asked: string, scopes = "['expenses:read', 'expenses:write', 'reports:read']"): Readonly<Record<string, string>> => ({
  'app.ts': `import { Hono } from 'hono'
import { keyOf } from './keys.ts'
const app = new Hono()
export const scopes = ${scopes}
app.use('/api/*', async (c, next) => {
  const key = keyOf(c.req.header('x-api-key'))
  ${asked}
  return next()
})
`,
})
const EXPRESS = (methods: string, method: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import { change, keyOf } from './keys.ts'
const app = express()
app.use((req, res, next) => {
  res.locals.key = keyOf(req.get('x-api-key'))
  if (!res.locals.key) return res.status(401).end()
  const need = ${methods}.includes(req.method) ? 'write' : 'read'
  if (!res.locals.key.scopes.includes(\`kites:\${need}\`)) return res.status(403).end()
  next()
})
app.${method}('/kites/:id', (req, res) => res.json(change(req.params.id, req.body)))
`,
})
const AIOHTTP = (asked: string): string => `from aiohttp import web
SCOPES = ['orders:read', 'orders:write']
@web.middleware
async def keys(request, handler):
    key = await key_of(request.headers.get('X-Api-Key'))
    area = request.path.split('/')[2]
    if ${asked}:
        raise web.HTTPForbidden()
    return await handler(request)
app = web.Application(middlewares=[keys])
`

table('scope-without-action', [
  ['a piece of the path', HONO("const area = c.req.path.split('/')[2]\n  if (!key.scopes.includes(area)) return c.json({}, 403)"), [8]],
  [
    'a piece of the path with what is done',
    HONO(
      "const area = c.req.path.split('/')[2]\n  if (!key.scopes.includes(`${area}:${c.req.method === 'GET' ? 'read' : 'write'}`)) return c.json({}, 403)",
    ),
    [],
  ],
  [
    'what is done from a table',
    HONO(
      "const area = c.req.path.split('/')[2]\n  const action = ACTIONS[c.req.method]\n  if (!key.scopes.includes(area + ':' + action)) return c.json({}, 403)",
    ),
    [],
  ],
  ['a scope that is written out', HONO("if (!key.scopes.includes('expenses:write')) return c.json({}, 403)"), []],
  ['a scope that a function gives', HONO('if (!key.scopes.includes(scopeFor(c))) return c.json({}, 403)'), []],
  [
    'scopes without actions',
    HONO("const area = c.req.path.split('/')[2]\n  if (!key.scopes.includes(area)) return c.json({}, 403)", "['expenses', 'reports']"),
    [],
  ],
  ['a list of something else', HONO("const area = c.req.path.split('/')[2]\n  if (!key.areas.includes(area)) return c.json({}, 403)"), []],
  ['a piece of the path in Python', AIOHTTP('area not in key["scopes"]'), [7]],
  [
    'a piece of the path with what is done in Python',
    AIOHTTP("f\"{area}:{'read' if request.method == 'GET' else 'write'}\" not in key[\"scopes\"]"),
    [],
  ],
  ['methods that leave one out', EXPRESS("['POST', 'PUT', 'DELETE']", 'patch'), [7]],
  ['methods that leave none out', EXPRESS("['POST', 'PUT', 'PATCH', 'DELETE']", 'patch'), []],
  ['methods that leave one out which no route has', EXPRESS("['POST', 'PUT', 'DELETE']", 'put'), []],
])
