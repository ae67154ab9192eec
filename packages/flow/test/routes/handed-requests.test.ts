import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `import sqlite3
from aiohttp import web
db = sqlite3.connect('x')
def number(request, name):
    return int(request.match_info[name])
def caller(request):
    user = request.get('user')
    if user is None:
        raise web.HTTPUnauthorized()
    return user
def newest(request):
    return db.execute('SELECT MAX(id) FROM notes').fetchone()
`

it.each([
  ['what a function reads of the path', `'SELECT * FROM notes WHERE id = ?', (number(request, 'id'),)`, 'by id'],
  [
    'the caller besides',
    `'SELECT * FROM notes WHERE id = ? AND user_id = ?', (number(request, 'id'), caller(request)['id'])`,
    'by id, of the caller',
  ],
  ['the caller alone', `'SELECT * FROM notes WHERE user_id = ?', (caller(request)['id'],)`, 'of the caller'],
  ['a function that is handed the request and reads nothing of it', `'SELECT * FROM notes WHERE id = ?', newest(request)`, ''],
])('tells rows by what functions give of the request: %s', async (_name, statement, expected) => {
  const view = `async def show(request):\n    return web.json_response(db.execute(${statement}).fetchone())\n`
  const methods = `class View(web.View):\n    async def get(self):\n        request = self.request\n        return web.json_response(db.execute(${statement}).fetchone())\n`
  const app = `app = web.Application()\napp.add_routes([web.get('/a/{id}', show), web.view('/b/{id}', View)])\n`
  const { routes } = await analysisOf({ 'app.py': HEAD + view + methods + app })
  const told = routes.map(({ effects }) => {
    const of = effects.findLast(({ place }) => place.symbol !== 'newest')
    return [of?.byRequestId === true ? 'by id' : '', of?.byOwner === true ? 'of the caller' : ''].filter((each) => each !== '').join(', ')
  })
  expect(told).toEqual([expected, expected])
})

it.each([
  ['the number', 'SELECT * FROM notes WHERE id = ?', 'key', [true, false]],
  ['the caller', 'SELECT * FROM notes WHERE user_id = ?', "me['id']", [false, true]],
])('keeps values apart that are taken out of one line: %s', async (_name, statement, value, expected) => {
  const view = `async def show(request):\n    store, me, key = db, caller(request), number(request, 'id')\n    return web.json_response(store.execute('${statement}', (${value},)).fetchone())\n`
  const app = `app = web.Application()\napp.add_routes([web.get('/a/{id}', show)])\n`
  const { routes } = await analysisOf({ 'app.py': HEAD + view + app })
  expect(routes.flatMap(({ effects }) => effects.map((effect) => [effect.byRequestId, effect.byOwner]))).toEqual([expected])
})
