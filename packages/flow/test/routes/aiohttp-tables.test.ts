import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `from aiohttp import web
async def a(request):
    return web.Response()
class View(web.View):
    async def get(self):
        return web.Response()
    async def post(self):
        return web.Response()
`

const LAST = `app = web.Application()\n`

it.each([
  [
    'views of a table',
    `${LAST}VIEWS = [('/v', View), (r'/v/{id:\\d{1,9}}', View)]\nfor path, view in VIEWS:\n    app.router.add_view(path, view)\n`,
    ['GET /v View.get', 'POST /v View.post', 'GET /v/{id} View.get', 'POST /v/{id} View.post'],
  ],
  [
    'tables of tables, in a function',
    `A = [('/a', View)]\nB = [('/b', View)]\ndef mount(app):\n    for table in (A, B):\n        for path, view in table:\n            app.router.add_view(path, view)\n${LAST}mount(app)\n`,
    ['GET /a View.get', 'POST /a View.post', 'GET /b View.get', 'POST /b View.post'],
  ],
  [
    'methods and handlers of a table',
    `${LAST}for method, path, handler in (('POST', '/a', a), ('DELETE', '/b', a)):\n    app.router.add_route(method, path, handler)\n`,
    ['POST /a a', 'DELETE /b a'],
  ],
  [
    'a list that a comprehension makes',
    `${LAST}app.add_routes([web.post(path, handler) for path, handler in (('/a', a), ('/b', a))])\n`,
    ['POST /a a', 'POST /b a'],
  ],
  ['a table out of sight', `${LAST}for path, view in load():\n    app.router.add_view(path, view)\n`, []],
])('reads routes of aiohttp from %s', async (_name, code, expected) => {
  const { routes } = await analysisOf({ 'app.py': HEAD + code })
  expect(routes.map(({ method, path, handler }) => `${method} ${path} ${handler}`)).toEqual(expected)
})

const GUARDS = `from aiohttp import web
@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except ValueError:
        return web.json_response({'user': (request.get('user') or {}).get('id')}, status=401)
@web.middleware
async def sign_in(request, handler):
    request['user'] = lookup(request.headers.get('Authorization'))
    if request['user'] is None:
        raise web.HTTPUnauthorized()
    return await handler(request)
@web.middleware
async def remember(request, handler):
    request['user'] = lookup(request.headers.get('Authorization'))
    return await handler(request)
`

it.each([
  ['a list of another module', `ALL = [errors, sign_in]\n`, 'from guards import ALL\n', 'middlewares=ALL', ['sign_in']],
  ['lists that are joined', `ALL = [errors]\n`, 'from guards import ALL, sign_in\n', 'middlewares=ALL + [sign_in]', ['sign_in']],
  [
    'a list that a function returns',
    `def chain():\n    return [errors, sign_in]\n`,
    'from guards import chain\n',
    'middlewares=chain()',
    ['sign_in'],
  ],
  ['those that refuse nobody', `ALL = [errors, remember]\n`, 'from guards import ALL\n', 'middlewares=ALL', []],
])('reads middlewares from %s', async (_name, guards, imports, argument, expected) => {
  const { routes } = await analysisOf({
    'guards.py': GUARDS + guards,
    'app.py': `${HEAD}${imports}app = web.Application(${argument})\napp.router.add_get('/a', a)\n`,
  })
  expect(routes.map((route) => route.guards.map(({ name }) => name))).toEqual([expected])
})
