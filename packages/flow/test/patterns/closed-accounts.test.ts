import { table } from './lines-of.ts'

const HONO = (login: string, guard: string, closing: string): Readonly<Record<string, string>> => ({
  'app.ts': `import { Hono } from 'hono'
import { createHash, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
db.exec(\`
CREATE TABLE users (
  id INTEGER PRIMARY KEY, email TEXT, password_hash TEXT, status TEXT NOT NULL DEFAULT 'active'
);
CREATE TABLE sessions (token TEXT, user_id INTEGER);
\`)
const hashed = (text: string) => createHash('sha256').update(text).digest('hex')
const session = async (c: any, next: any) => {
  const row = db.prepare('SELECT * FROM sessions WHERE token = ?').get(c.req.header('authorization'))
  if (!row) return c.json({}, 401)
  const user = db.prepare('SELECT * FROM users WHERE id = ?').get(row.user_id)
  ${guard}
  c.set('user', user)
  return next()
}
const app = new Hono()
app.post('/login', async (c) => {
  const { email, password } = await c.req.json()
  const user = db.prepare('SELECT * FROM users WHERE email = ?').get(email)
  if (!user) return c.json({}, 401)
  if (hashed(password) !== user.password_hash) return c.json({}, 401)
  ${login}
  const token = randomBytes(32).toString('hex')
  db.prepare('INSERT INTO sessions (token, user_id) VALUES (?, ?)').run(token, user.id)
  return c.json({ token })
})
app.use('/api/*', session)
app.delete('/api/me', (c) => {
  db.prepare("UPDATE users SET status = 'closed' WHERE id = ?").run(c.get('user').id)
  ${closing}
  return c.body(null, 204)
})
`,
})
const ASKS = (answer: string): string => `if (user.status !== 'active') return c.json({}, ${answer})`
const ENDS = "db.prepare('DELETE FROM sessions WHERE user_id = ?').run(c.get('user').id)"

table('account-state-unasked', [
  ['a session that goes on, though the login asks', HONO(ASKS('403'), '', ''), [15]],
  ['a session that is ended with the account', HONO(ASKS('403'), '', ENDS), []],
  ['a guard that asks', HONO(ASKS('403'), ASKS('401'), ''), []],
  ['nobody asks', HONO('', '', ''), [15]],
  ['a guard that asks alone', HONO('', ASKS('401'), ''), []],
])

const KOA = (guard: string): Readonly<Record<string, string>> => ({
  'app.ts': `import Koa from 'koa'
import Router from '@koa/router'
import Database from 'better-sqlite3'
import { hash, issue, verify } from './tokens.ts'
const db = new Database('x')
db.exec(\`CREATE TABLE users (
  id INTEGER PRIMARY KEY, email TEXT, password_hash TEXT,
  disabled INTEGER DEFAULT 0
)\`)
const signedIn = async (ctx: any, next: any) => {
  const id = verify(ctx.get('authorization'))
  ${guard}
  ctx.state.user = { id }
  return next()
}
const router = new Router()
router.post('/login', async (ctx) => {
  const user = db.prepare('SELECT * FROM users WHERE email = ?').get(ctx.request.body.email)
  if (hash(ctx.request.body.password) !== (user?.password_hash ?? 'none')) ctx.throw(401)
  ctx.body = { token: issue(user) }
})
router.post('/users/:id/disable', signedIn, (ctx) => {
  db.prepare('UPDATE users SET disabled = 1 WHERE id = ?').run(ctx.params.id)
  ctx.status = 204
})
export const app = new Koa().use(router.routes())
`,
})

table('account-state-unasked', [
  ['a drawer of the request is no state of an account', KOA(''), [19]],
  ['a guard that reads the column', KOA("if (db.prepare('SELECT disabled FROM users WHERE id = ?').get(id).disabled) ctx.throw(401)"), []],
])
