import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

/** A store behind a class that runs its statements on a thread, and hands on rows as dictionaries. */
const SERVICE = (save: string, read: string, columns = `('greeting', 'reply')`): Record<string, string> => ({
  'db.py': `import asyncio
import sqlite3
from aiohttp import web
class Database:
    def __init__(self, path):
        self._conn = sqlite3.connect(path)
        self._worker = None
    async def _call(self, fn, *args):
        return await asyncio.get_running_loop().run_in_executor(self._worker, fn, *args)
    async def one(self, sql, params=()):
        row = await self._call(lambda: self._conn.execute(sql, params).fetchone())
        return dict(row) if row is not None else None
    async def run(self, sql, params=()):
        return await self._call(lambda: self._conn.execute(sql, params).lastrowid)
DB = web.AppKey('db', Database)
`,
  'app.py': `import aiohttp
from aiohttp import web
from jinja2 import Template
from db import DB, Database
FIELDS = ${columns}
routes = web.RouteTableDef()
@routes.post('/save')
async def save(request):
    db, body = request.app[DB], await request.json()
${save}    return web.json_response({})
@routes.post('/run')
async def run(request):
    db = request.app[DB]
    shop = await db.one('SELECT * FROM shops WHERE owner = ?', (1,))
${read}    return web.json_response({})
app = web.Application()
app[DB] = Database('x')
app.add_routes(routes)
`,
})

const INSERT = `    await db.run('INSERT INTO shops (owner, reply) VALUES (?, ?)', (1, str(body['reply'])))\n`
const LOOP = `    for name in FIELDS:\n        if name in body:\n            await db.run(f'UPDATE shops SET {name} = ? WHERE id = ?', (str(body[name]), 1))\n`
const TEMPLATE = `    text = Template(shop['reply']).render()\n`

it.each([
  ['a column that an insert fills', INSERT, TEMPLATE, undefined, ['template-injection medium']],
  ['columns that a loop over names fills', LOOP, TEMPLATE, undefined, ['template-injection medium']],
  [
    'an address that is asked later',
    INSERT.replaceAll('reply', 'hook'),
    `    async with aiohttp.ClientSession() as session:\n        await session.post(shop['hook'])\n`,
    undefined,
    ['ssrf medium'],
  ],
  ['a column that nobody fills', INSERT, `    text = Template(shop['layout']).render()\n`, undefined, []],
  ['a loop over other names', LOOP, TEMPLATE, `('greeting', 'title')`, []],
  ['a column of another table', INSERT.replace('INTO shops', 'INTO offers'), TEMPLATE, undefined, []],
  ['a value of a template of the source', INSERT, `    text = Template('{{ reply }}').render(reply=shop['reply'])\n`, undefined, []],
])('%s', async (_, save, read, columns, expected) => {
  const { paths } = await analysisOf(SERVICE(save, read, columns))
  expect(paths.map(({ kind, confidence }) => `${kind} ${confidence}`)).toEqual(expected)
})
