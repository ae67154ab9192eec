import { table } from './lines-of.ts'

const MEMORY = `const kept = new Map<string, { value: unknown; until: number }>()
export function remember<T>(key: string, seconds: number, load: () => T): T {
  const known = kept.get(key)
  if (known && known.until > Date.now()) return known.value as T
  const value = load()
  kept.set(key, { value, until: Date.now() + seconds * 1000 })
  return value
}
export const forget = (key: string) => kept.delete(key)
`
const SERVER = `import { createClient } from 'redis'
const client = createClient()
export async function remember(key: string, seconds: number, load: () => Promise<unknown>) {
  const known = await client.get(key)
  if (known) return JSON.parse(known)
  const value = await load()
  await client.set(key, JSON.stringify(value), { EX: seconds })
  return value
}
`
const EXPRESS = (route: string, cache = MEMORY, path = '/summary'): Readonly<Record<string, string>> => ({
  'cache.ts': cache,
  'db.ts':
    "import { DatabaseSync } from 'node:sqlite'\nconst db = new DatabaseSync('x')\nexport const all = (sql: string, ...values: any[]) => db.prepare(sql).all(...values)\n",
  'app.ts': `import express from 'express'
import { remember } from './cache.ts'
import { all } from './db.ts'
const app = express()
app.use(requireUser)
app.get('${path}', async (req, res) => {
  ${route}
})
`,
})
const SERVICE = (key: string, load = 'countOf(user.org_id, days)'): Readonly<Record<string, string>> => ({
  ...EXPRESS('res.json(board(res.locals.user, 7))'),
  'board.ts': `import { remember } from './cache.ts'
import { countAll, countOf } from './counts.ts'
export function board(user: Record<string, any>, days: number) {
  return remember(${key}, 30, () => ${load})
}
`,
  'app.ts': `import express from 'express'
import { board } from './board.ts'
const app = express()
app.use(requireUser)
app.get('/board', (req, res) => { res.json(board(res.locals.user, 7)) })
`,
})
const SUMS = "() => all('SELECT SUM(cents) FROM bills WHERE tenant = ?', req.user.tenantId)"

const AIOHTTP = (key: string, path = '/me/summary', given = "user['id']"): string => `from aiohttp import web
import sqlite3, time
db = sqlite3.connect('x')
class Cache:
    def __init__(self):
        self._entries = {}
    async def remember(self, key, seconds, load):
        entry = self._entries.get(key)
        if entry and entry[0] > time.monotonic():
            return entry[1]
        value = await load()
        self._entries[key] = (time.monotonic() + seconds, value)
        if len(self._entries) > 500:
            self._entries.clear()
        return value
CACHE = web.AppKey('cache', Cache)
async def summary(request):
    user = request['user']
    async def load():
        return db.execute('SELECT SUM(cents) FROM bills WHERE owner = ?', (${given},)).fetchone()
    return web.json_response(await request.app[CACHE].remember(${key}, 60, load))
app = web.Application()
app[CACHE] = Cache()
app.router.add_get('${path}', summary)
`

/** FastAPI: what is computed for the shop that a dependency has found by the path. */
const SHOP = (key: string, given = 'shop: Shop = Depends(staff_of)', name = 'shop.id'): Readonly<Record<string, string>> => ({
  'cache.py': `import time
class Cache:
    def __init__(self):
        self.kept = {}
    async def remember(self, key, seconds, load):
        entry = self.kept.get(key)
        if entry and entry[0] > time.monotonic():
            return entry[1]
        value = await load()
        self.kept[key] = (time.monotonic() + seconds, value)
        return value
`,
  'app.py': `from fastapi import Depends, FastAPI, HTTPException
from cache import Cache
from database import Shop, shops, sales
app = FastAPI()
cache = Cache()
def staff(role: str | None = None):
    def check(shop_id: int) -> Shop:
        shop = shops.get(shop_id)
        if shop is None:
            raise HTTPException(404)
        return shop
    return check
staff_of = staff()
@app.get('/shops/{shop_id}/sales')
async def sums(since: str, ${given}):
    async def load():
        return await sales.since(${name}, since)
    return await cache.remember(${key}, 60, load)
`,
})

table('cache-not-keyed-by-user', [
  ['a service whose key has the role alone', SERVICE('`board:${user.role}:${days}`'), [4]],
  ['a service whose key has the tenant', SERVICE('`board:${user.org_id}:${user.role}`'), []],
  ['a service that computes the same for all of a role', SERVICE('`board:${user.role}`', 'countAll()'), []],
  ['a key without the shop of the path', SHOP("f'sales:{since}'"), [18]],
  ['a key with the shop of the path', SHOP("f'sales:{shop.id}:{since}'"), []],
  ['the same for all shops', SHOP("f'sales:{since}'", 'shop: Shop = Depends(staff_of)', '0'), []],
  ['a key that is the same for all tenants', EXPRESS(`res.json(await remember('summary', 60, ${SUMS}))`), [7]],
  ['a key of a question', EXPRESS(`res.json(await remember(\`summary:\${req.query.since}\`, 60, ${SUMS}))`), [7]],
  ['the same in a cache server', EXPRESS(`res.json(await remember(\`summary:\${req.query.since}\`, 60, ${SUMS}))`, SERVER), [7]],
  ['a key that names the tenant', EXPRESS(`res.json(await remember(\`summary:\${req.user.tenantId}\`, 60, ${SUMS}))`), []],
  [
    'a key with the tenant in a variable',
    EXPRESS(`const own = req.user.tenantId\n  const key = ['summary', own].join(':')\n  res.json(await remember(key, 60, ${SUMS}))`),
    [],
  ],
  [
    'a key of the path, which a guard may have compared',
    EXPRESS(`res.json(await remember(\`summary:\${req.params.tenant}\`, 60, ${SUMS}))`, MEMORY, '/:tenant/summary'),
    [],
  ],
  ['what is the same for everybody', EXPRESS("res.json(await remember('plans', 60, () => all('SELECT name FROM plans')))"), []],
  [
    'what a question alone chooses',
    EXPRESS(
      "const since = req.query.since\n  res.json(await remember(`rates:${since}`, 60, () => all('SELECT * FROM rates WHERE day > ?', since)))",
    ),
    [],
  ],
  ['the path of everybody', AIOHTTP("f'page:{request.path}'"), [21]],
  ['a path that names whose it is', AIOHTTP("f'page:{request.path}'", '/users/{id}/summary'), []],
  ['a key that names the caller', AIOHTTP('f\'summary:{user["id"]}\''), []],
  ['what belongs to nobody', AIOHTTP("'summary'", '/me/summary', "'everybody'"), []],
])

const KEPT = (key: string, more = '', use = ''): Readonly<Record<string, string>> => ({
  ...EXPRESS(
    `res.json(await remember(${key}, 60, () => all('SELECT name FROM plans')))`,
    MEMORY.replace('  kept.set', `${more}  kept.set`) + use,
  ),
})
const FACETS = (key: string, bound = ''): string => `from aiohttp import web
import sqlite3, time
db = sqlite3.connect('x')
class Cache:
    def __init__(self):
        self._entries = {}
    async def remember(self, key, seconds, load):
        entry = self._entries.get(key)
        if entry and entry[0] > time.monotonic():
            return entry[1]
        value = await load()
        self._entries[key] = (time.monotonic() + seconds, value)
${bound}        return value
    def forget(self, key):
        self._entries.pop(key, None)
CACHE = web.AppKey('cache', Cache)
async def facets(request):
    load = lambda: db.execute('SELECT brand FROM things').fetchall()
    return web.json_response(await request.app[CACHE].remember(${key}, 30, load))
app = web.Application()
app[CACHE] = Cache()
app.router.add_get('/facets', facets)
`

table('cache-without-expiry', [
  ['keys of a question that are only forgotten by name', KEPT('`plans:${req.query.since}`'), [6]],
  ['a size that is looked at', KEPT('`plans:${req.query.since}`', '  if (kept.size > 500) kept.clear()\n'), []],
  ['the oldest that goes', KEPT('`plans:${req.query.since}`', '  if (kept.size > 500) kept.delete(kept.keys().next().value!)\n'), []],
  ['a timer for each entry', KEPT('`plans:${req.query.since}`', '  setTimeout(() => kept.delete(key), seconds * 1000)\n'), []],
  ['a timer that is given the function', KEPT('`plans:${req.query.since}`', '  setTimeout(forget, seconds * 1000, key)\n'), []],
  [
    'a look at all of them every minute',
    KEPT(
      '`plans:${req.query.since}`',
      '',
      'setInterval(() => { for (const [key, entry] of kept) if (entry.until < Date.now()) kept.delete(key) }, 60_000)\n',
    ),
    [],
  ],
  ['one key', KEPT("'plans'"), []],
  ['the whole address as a key', FACETS('request.path_qs'), [12]],
  [
    'the whole address, and a bound',
    FACETS('request.path_qs', '        if len(self._entries) > 500:\n            self._entries.popitem()\n'),
    [],
  ],
  ['one key of a class', FACETS("'facets'"), []],
])

const MEMBERS = (
  removal: string,
  change = "forget(memberKey(c.req.param('ws'), c.req.param('id')))",
): Readonly<Record<string, string>> => ({
  'cache.ts': MEMORY,
  'app.ts': `import { Hono } from 'hono'
import { DatabaseSync } from 'node:sqlite'
import { forget, remember } from './cache.ts'
const db = new DatabaseSync('x')
const app = new Hono()
const memberKey = (ws: string, id: string) => \`member:\${ws}:\${id}\`
app.use('/:ws/*', async (c, next) => {
  const ws = c.req.param('ws'), id = c.get('user').id
  const member = remember(memberKey(ws, id), 600, () => db.prepare('SELECT * FROM members WHERE ws = ? AND id = ?').get(ws, id))
  if (!member) return c.json({}, 403)
  return next()
})
app.patch('/:ws/members/:id', async (c) => {
  const { role } = await c.req.json()
  db.prepare('UPDATE members SET role = ? WHERE ws = ? AND id = ?').run(role, c.req.param('ws'), c.req.param('id'))
  ${change}
  return c.json({})
})
app.delete('/:ws/members/:id', (c) => {
  ${removal}
  return c.body(null, 204)
})
`,
})
const GONE = "db.prepare('DELETE FROM members WHERE ws = ? AND id = ?').run(c.req.param('ws'), c.req.param('id'))"

table('cache-not-invalidated', [
  ['a removal that leaves what is kept', MEMBERS(GONE), [19]],
  ['a removal that forgets it', MEMBERS(`${GONE}\n  forget(memberKey(c.req.param('ws'), c.req.param('id')))`), []],
  ['nobody forgets: what is kept ends by its time', MEMBERS(GONE, ''), []],
  ['other rows', MEMBERS("db.prepare('DELETE FROM notes WHERE ws = ?').run(c.req.param('ws'))"), []],
  ['another key that is forgotten', MEMBERS(GONE, "forget(`plan:${c.req.param('ws')}`)"), []],
])
