import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const START = `from aiohttp import web
USERS = "CREATE TABLE users (id INTEGER, role TEXT NOT NULL DEFAULT 'member')"
async def a(request):
    return web.Response()
`
const END = `app = web.Application(middlewares=[sign_in])
app.add_routes([web.get('/parts', a), web.post('/parts', a), web.get('/parts/{id}', a), web.get('/admin/parts', a)])
`
const guard = (test: string, before = ''): string => `${before}
@web.middleware
async def sign_in(request, handler):
    token = request.headers.get('Authorization')
    if token:
        request['user'] = read(token)
        if request['user'] is None:
            raise web.HTTPUnauthorized()
    if ${test}:
        raise web.HTTPUnauthorized()
    return await handler(request)
`
const ASKED = ['authentication', 'authentication', 'authentication', 'authentication']

it.each([
  ['no path', guard(`request.get('user') is None`), ASKED],
  [
    'a prefix, through a function',
    guard(
      `request.get('user') is None and not is_open(request)`,
      `OPEN = ('/parts',)\ndef is_open(request):\n    return request.method == 'GET' and request.path.startswith(OPEN)`,
    ),
    ['', '', 'authentication', 'authentication'],
  ],
  [
    'names of routes with their methods',
    guard(
      `not is_open(*name(request)) and request.get('user') is None`,
      `OPEN = {('GET', '/parts/{id}')}\ndef is_open(method, route):\n    return (method, route) in OPEN\ndef name(request):\n    resource = request.match_info.route.resource\n    return request.method, resource.canonical if resource is not None else ''`,
    ),
    ['authentication', 'declared-open', 'authentication', 'authentication'],
  ],
  [
    'prefixes in a loop',
    guard(
      `request.get('user') is None and not is_open(request.path)`,
      `def is_open(path):\n    for prefix in ('/parts/', '/more/'):\n        if path.startswith(prefix):\n            return True\n    return False`,
    ),
    ['authentication', '', 'authentication', 'authentication'],
  ],
  [
    'prefixes in a generator',
    guard(`request.get('user') is None and not any(request.path.startswith(prefix) for prefix in OPEN)`, `OPEN = ['/parts/']`),
    ['authentication', '', 'authentication', 'authentication'],
  ],
  ['what nobody can tell', guard(`request.get('user') is None and not is_open(request)`, `from elsewhere import is_open`), ASKED],
])('tells which routes a sign-in lets strangers to: %s', async (_name, code, expected) => {
  const { routes } = await analysisOf({ 'app.py': `${START}${code}${END}` })
  const told = routes.map(({ guards }) => guards.map(({ kind, proof }) => (proof === 'declared-open' ? proof : kind)).join(' '))
  // Sorted by path, then by method: /admin/parts, /parts, /parts, /parts/{id}.
  const [admin, list, add, one] = told
  expect([list, one, add, admin]).toEqual(expected)
})

it('asks for a role where the table of roles by path names one', async () => {
  const code = `
ROLES = (('/admin/', ('admin',)),)
def roles_of(path):
    for prefix, roles in ROLES:
        if path.startswith(prefix):
            return roles
    return ('member', 'admin')
@web.middleware
async def sign_in(request, handler):
    user = read(request.headers.get('Authorization'))
    if user is None:
        raise web.HTTPUnauthorized()
    if user['role'] not in roles_of(request.path):
        raise web.HTTPForbidden()
    return await handler(request)
`
  const { routes } = await analysisOf({ 'app.py': `${START}${code}${END}` })
  expect(routes.map(({ path, guards }) => `${path} ${guards.map(({ kind }) => kind).join(' ')}`)).toEqual([
    '/admin/parts authentication role',
    '/parts authentication',
    '/parts authentication',
    '/parts/{id} authentication',
  ])
})
