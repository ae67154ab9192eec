import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HONO = (
  route: string,
  list = 'all(`SELECT id FROM bills WHERE tenant = ? ${more} ORDER BY id LIMIT ? OFFSET ?`, tenant, ...(more ? [options.status] : []), options.limit, options.offset)',
): Readonly<Record<string, string>> => ({
  'bills.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const all = (sql: string, ...values: any[]) => db.prepare(sql).all(...values)
export function list(tenant: string, options: { status?: string; limit: number; offset: number }) {
  const more = options.status ? 'AND status = ?' : ''
  return ${list}
}
`,
  'app.ts': `import { Hono } from 'hono'
import { list } from './bills.ts'
const app = new Hono()
app.get('/bills', (c) => {
  ${route}
  return c.json(list(c.get('tenant'), { status: c.req.query('status'), limit, offset: Number(c.req.query('offset') ?? 0) }))
})
`,
})
const AIOHTTP = (size: string): Readonly<Record<string, string>> => ({
  'app.py': `from aiohttp import web
import sqlite3
db = sqlite3.connect('x')
def search(args):
    params = ['active']
    page, size = int(args.get('page', 1)), ${size}
    return db.execute('SELECT id FROM things WHERE status = ? LIMIT ? OFFSET ?', (*params, size, (page - 1) * size)).fetchall()
async def things(request):
    return web.json_response(search(request.query))
app = web.Application()
app.router.add_get('/things', things)
`,
})

it.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['a number of the query', HONO("const limit = Number(c.req.query('limit') ?? 50)"), false],
  ['a number of the query with a most', HONO("const limit = Math.min(Number(c.req.query('limit') ?? 50), 100)"), true],
  [
    'a number of the query that is compared',
    HONO("const limit = Number(c.req.query('limit') ?? 50)\n  if (limit > 100) return c.json({}, 422)"),
    true,
  ],
  ['a number of the source', HONO('const limit = 50'), true],
  ['a schema', HONO('const { limit } = Page.parse(c.req.query())'), true],
  [
    'values in a list',
    HONO(
      "const limit = Number(c.req.query('limit') ?? 50)",
      "all('SELECT id FROM bills WHERE tenant = ? LIMIT ? OFFSET ?', ...[tenant, options.limit, options.offset])",
    ),
    false,
  ],
  [
    'numbered holes',
    HONO(
      "const limit = Number(c.req.query('limit') ?? 50)",
      "pool.query('SELECT id FROM bills WHERE tenant = $1 LIMIT $2 OFFSET $3', [tenant, options.limit, options.offset])",
    ),
    false,
  ],
  [
    'numbered holes with a most',
    HONO(
      'const limit = 100',
      "pool.query('SELECT id FROM bills WHERE tenant = $1 LIMIT $2 OFFSET $3', [tenant, options.limit, options.offset])",
    ),
    true,
  ],
  ['a number of the query in Python', AIOHTTP("int(args.get('per_page', 20))"), false],
  ['a number of the query in Python with a most', AIOHTTP("min(int(args.get('per_page', 20)), 100)"), true],
])('a limit that is handed to a statement: %s', async (_name, files, isBounded) => {
  const { routes } = await analysisOf(files)
  const lists = routes.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'read-many'))
  expect(lists.map((effect) => effect.isBounded)).toEqual([isBounded])
})

const FASTAPI = (size: string): Readonly<Record<string, string>> => ({
  'app.py': `from typing import Annotated
from fastapi import Depends, FastAPI, Query
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from database import get_db
class Base(DeclarativeBase):
    pass
class Tool(Base):
    __tablename__ = 'tools'
    id: Mapped[int]
class Tools:
    def __init__(self, db: Session = Depends(get_db)):
        self.db = db
    def some(self, limit: int, offset: int) -> list[Tool]:
        return list(self.db.scalars(select(Tool).order_by(Tool.id).limit(limit).offset(offset)))
app = FastAPI()
@app.get('/tools')
def tools(limit: Annotated[int, ${size}] = 20, offset: int = 0, kept: Tools = Depends()):
    return kept.some(limit, offset)
`,
})

it.each<[string, boolean]>([
  ['Query(ge=1, le=100)', true],
  ['Query(ge=1, lt=10 * 50)', true],
  ['Query(ge=1)', false],
  ['Query(ge=1, le=2**31)', false],
  ['Query(ge=1, le=2**63 - 1)', false],
  ['Query(ge=1, le=10_000_000)', false],
])('rows asked for by %s', async (size, isBounded) => {
  const { routes } = await analysisOf(FASTAPI(size))
  expect(routes[0]?.effects.find(({ kind }) => kind === 'read-many')?.isBounded).toBe(isBounded)
})
