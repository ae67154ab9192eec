import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const STORE = `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
db.exec(\`CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, password TEXT NOT NULL);
CREATE TABLE members (user_id INTEGER, role TEXT);\`)
export const all = (sql, ...values) => db.prepare(sql).all(...values)
export const get = (sql, ...values) => db.prepare(sql).get(...values)
export const ok = (c, data, status = 200) => c.json({ data }, status)
export const named = (c, data) => c.json({ data: data.map((one) => ({ id: one.id })) })
export const body = async (c) => JSON.parse(await c.req.text())
`
const service = (handler: string): string => `import { Hono } from 'hono'
import { all, body, get, named, ok } from './store'
const app = new Hono()
app.patch('/members/:id', async (c) => {
  ${handler}
})
`
const kindsIn = async (handler: string, kind: string): Promise<number> =>
  (await analysisOf({ 'store.ts': STORE, 'app.ts': service(handler) })).patterns.filter((one) => one.kind === kind).length

describe('rows that are answered through a function of the service', () => {
  it.each([
    ['all columns of a joined table', `return ok(c, all('SELECT m.role, u.* FROM members m JOIN users u ON u.id = m.user_id'))`, 1],
    ['all columns of a table beside it', `return ok(c, all('SELECT m.* FROM members m JOIN users u ON u.id = m.user_id'))`, 0],
    ['columns that are named', `return ok(c, all('SELECT u.name, m.role FROM members m JOIN users u ON u.id = m.user_id'))`, 0],
    ['a function that sends parts of them', `return named(c, all('SELECT u.* FROM members m JOIN users u ON u.id = m.user_id'))`, 0],
  ])('%s', async (_, handler, count) => {
    expect(await kindsIn(handler, 'sensitive-response-pattern')).toBe(count)
  })
})

describe('columns that a row has, set from a body', () => {
  const loop = (condition: string): string => `const row = get('SELECT * FROM members WHERE user_id = ?', c.req.param('id'))
  const allowed = { role: true }
  const input = await body(c)
  const changes = {}
  for (const name of Object.keys(input)) if (${condition}) changes[name] = input[name]
  return ok(c, change(row.id, changes))`
  it.each([
    ['whichever the row has', loop('name in row'), 1],
    ['those of a list', loop('name in allowed'), 0],
    ['those of a set', loop(`new Set(['role']).has(name)`), 0],
  ])('%s', async (_, handler, count) => {
    expect(await kindsIn(handler, 'mass-assignment-pattern')).toBe(count)
  })
})
