import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const app = (guard: string, order = 'const rank = { visitor: 0, mender: 1, steward: 2 }'): Record<string, string> => ({
  'app.js': `const express = require('express')
const { createHash } = require('node:crypto')
const { Pool } = require('pg')
const pool = new Pool()
const app = express()
${order}
const find = (token) => pool.query('SELECT id, role FROM sessions WHERE digest = $1', [createHash('sha256').update(token).digest()])
app.use(async (req, res, next) => {
  const row = await find(req.cookies.sid)
  req.visitor = row ? { id: row.id, role: row.role } : null
  next()
})
const admit = (least = 'visitor') => (req, res, next) => {
  if (!req.visitor) return res.status(401).end()
  if (rank[req.visitor.role] < rank[least]) return res.status(403).end()
  next()
}
app.post('/people/:id/role', ${guard}, async (req, res) => {
  await pool.query('UPDATE people SET role = $1 WHERE id = $2', [req.body.role, req.params.id])
  res.end()
})
app.post('/mine', admit(), async (req, res) => {
  await pool.query('UPDATE people SET name = $1 WHERE id = $2', [req.body.name, req.visitor.id])
  res.end()
})
`,
})

it.each([
  ['a rank above the lowest', "admit('steward')", 'authentication role'],
  ['the lowest, as it is by default', 'admit()', 'authentication'],
  ['the lowest, by its name', "admit('visitor')", 'authentication'],
])('tells what a guard asks for: %s', async (_name, guard, expected) => {
  const { routes } = await analysisOf(app(guard))
  const kinds = routes.find(({ path }) => path === '/people/{id}/role')?.guards.map(({ kind }) => kind)
  expect(kinds?.join(' ')).toBe(expected)
})

it('knows the caller by the row of the session, whatever it is called on the request', async () => {
  const { routes } = await analysisOf(app('admit()'))
  const owned = Object.fromEntries(
    routes.map(({ path, effects }) => [path, effects.some(({ kind, byOwner }) => kind === 'update' && byOwner)]),
  )
  expect(owned).toEqual({ '/people/{id}/role': false, '/mine': true })
})

const listed = (model: string, roles: string): Record<string, string> => ({
  'model.js': model,
  'app.js': `const express = require('express')
const { Pool } = require('pg')
const pool = new Pool()
const app = express()
const requireRole = (...roles) => (req, res, next) => {
  if (!req.user) return res.status(401).end()
  if (!roles.flat().includes(req.user.role)) return res.status(403).end()
  next()
}
app.delete('/notes/:id', requireRole(${roles}), async (req, res) => {
  await pool.query('DELETE FROM notes WHERE id = $1', [req.params.id])
  res.end()
})
`,
})
const SEQUELIZE = `User.init({ role: { type: DataTypes.STRING, allowNull: false, defaultValue: 'staff' } }, { sequelize })`

it.each([
  ['a list with the role of everybody', SEQUELIZE, "['staff', 'admin']", 'authentication'],
  ['the same, one by one', SEQUELIZE, "'staff', 'admin'", 'authentication'],
  [
    'a default of Mongoose',
    `new Schema({ role: { type: String, enum: ['staff', 'admin'], default: 'staff' } })`,
    "['staff', 'admin']",
    'authentication',
  ],
  ['a default of Drizzle', `pgTable('users', { role: text('role').notNull().default('staff') })`, "['staff', 'admin']", 'authentication'],
  [
    'a default of SQL',
    "pool.query(`CREATE TABLE users (id serial, role text NOT NULL DEFAULT 'staff')`)",
    "['staff', 'admin']",
    'authentication',
  ],
  ['a list without it', SEQUELIZE, "['manager', 'admin']", 'role'],
  ['that role alone', SEQUELIZE, "'staff'", 'role'],
  ['where nobody has it from the start', 'exports.roles = 1', "['staff', 'admin']", 'role'],
])('tells a list of roles that leaves nobody out: %s', async (_name, model, roles, expected) => {
  const { routes } = await analysisOf(listed(model, roles))
  expect(routes.find(({ method }) => method === 'DELETE')?.guards.map(({ kind }) => kind)).toContain(expected)
})
