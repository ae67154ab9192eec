import { table } from './lines-of.ts'

const HONO = (body: string, read = 'await c.req.json()'): Readonly<Record<string, string>> => ({
  'db.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const marks = (row: any) => Object.keys(row).map((name) => \`\${name} = ?\`)
export const insert = (table: string, row: any) => db.prepare(\`INSERT INTO \${table} (\${Object.keys(row)}) VALUES (\${Object.keys(row).map(() => '?')})\`).run(...Object.values(row))
export const sort = (where: any, category: string) => db.prepare(\`UPDATE bills SET category = ? WHERE \${marks(where).join(' AND ')}\`).run(category, ...Object.values(where))
export const pick = (source: any, names: string[]) => Object.fromEntries(names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]]))
`,
  'app.ts': `import { Hono } from 'hono'
import { insert, pick, sort } from './db.ts'
const app = new Hono()
app.post('/bills', async (c) => {
  const input = ${read}
  ${body}
  return c.json({})
})
`,
})
const PRISMA = (body: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
const app = express()
app.use(express.json())
app.post('/bills/search', requireUser, async (req, res) => {
  ${body}
})
`,
})
const PYTHON = (body: string): string => `from fastapi import Depends, FastAPI, Request
from pymongo import MongoClient
app = FastAPI()
rows = MongoClient().shop.bills
@app.post('/bills/search')
async def search(request: Request, user=Depends(current_user)):
    body = await request.json()
    ${body}
`

table('owner-overridden', [
  [
    'a filter of the body behind the tenant',
    HONO("const { filter, category } = input\n  sort({ workspace_id: c.get('workspaceId'), ...filter }, category)"),
    [7],
  ],
  [
    'the tenant behind a filter of the body',
    HONO("const { filter, category } = input\n  sort({ ...filter, workspace_id: c.get('workspaceId') }, category)"),
    [],
  ],
  [
    'a filter whose keys were looked at',
    HONO(
      "const { filter, category } = input\n  for (const key of Object.keys(filter)) if (!['status', 'year'].includes(key)) return c.json({}, 422)\n  sort({ workspace_id: c.get('workspaceId'), ...filter }, category)",
    ),
    [],
  ],
  [
    'a filter that was picked',
    HONO("sort({ workspace_id: c.get('workspaceId'), ...pick(input, ['status', 'year']) }, input.category)"),
    [],
  ],
  [
    'a filter that a schema has read',
    HONO("sort({ workspace_id: c.get('workspaceId'), ...input.filter }, input.category)", 'Filter.parse(await c.req.json())'),
    [],
  ],
  [
    'a condition of Prisma',
    PRISMA('res.json(await prisma.bill.findMany({ where: { tenantId: req.user.tenantId, ...req.body.filter }, take: 50 }))'),
    [7],
  ],
  [
    'a condition of Prisma, the tenant last',
    PRISMA('res.json(await prisma.bill.findMany({ where: { ...req.body.filter, tenantId: req.user.tenantId }, take: 50 }))'),
    [],
  ],
  [
    'a condition of Prisma beside the filter',
    PRISMA('res.json(await prisma.bill.findMany({ where: { AND: [req.body.filter, { tenantId: req.user.tenantId }] }, take: 50 }))'),
    [],
  ],
  ['a filter of Mongo', PYTHON("return list(rows.find({'owner_id': user.id, **body['filter']}).limit(50))"), [8]],
  ['a filter of Mongo, the owner last', PYTHON("return list(rows.find({**body['filter'], 'owner_id': user.id}).limit(50))"), []],
  [
    'no filter of the body',
    PYTHON("more = {'year': int(body['year'])}\n    return list(rows.find({'owner_id': user.id, **more}).limit(50))"),
    [],
  ],
])

table('mass-assignment-pattern', [
  [
    'a default that a list lets the body set',
    HONO("insert('workspaces', { plan: 'free', credit_cents: 0, ...pick(input, ['name', 'credit_cents']), id: 1 })"),
    [6],
  ],
  [
    'a default that the list leaves out',
    HONO("insert('workspaces', { plan: 'free', credit_cents: 0, ...pick(input, ['name', 'color']), id: 1 })"),
    [],
  ],
  ['a default that stands last', HONO("insert('workspaces', { ...pick(input, ['name', 'credit_cents']), credit_cents: 0, id: 1 })"), []],
  ['an owner that the body is written over', HONO("insert('bills', { user_id: c.get('user').id, ...input })"), [6]],
  ['an owner that stands last', HONO("insert('bills', { ...pick(input, ['title']), user_id: c.get('user').id })"), []],
  ['data of Prisma', PRISMA("res.json(await prisma.bill.create({ data: { role: 'member', ...req.body } }))"), [7]],
  [
    'data of Prisma that were read',
    PRISMA("res.json(await prisma.bill.create({ data: { role: 'member', ...Body.parse(req.body) } }))"),
    [],
  ],
  ['a default that anybody may change', HONO("insert('bills', { color: 'red', ...pick(input, ['color']) })"), []],
])
