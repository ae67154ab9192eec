import { table } from './lines-of.ts'

interface Parts {
  readonly login?: string
  readonly asked?: string
  readonly refresh?: string
  readonly logout?: string
  readonly password?: string
}

/** A service in layers, whose login keeps a row for each refresh token through a repository with a query builder of its own. */
const layers = ({ login = 'startSession(user)', asked = '', refresh = '', logout = '', password = '' }: Parts): Record<string, string> => ({
  'query.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
class Query {
  constructor(private table: string) {}
  where(match: object) { return this }
  first() { return db.prepare(\`SELECT * FROM \${this.table}\`).get() }
  update(changes: object) { return Number(db.prepare(\`UPDATE \${this.table} SET \${Object.keys(changes)}\`).run().changes) }
}
export const from = (table: string) => new Query(table)
export function insert(table: string, row: Record<string, unknown>) {
  const names = Object.keys(row)
  return db.prepare(\`INSERT INTO \${table} (\${names.join()}) VALUES (\${names.map(() => '?').join()})\`).run(...Object.values(row))
}
`,
  'store.ts': `import { from, insert } from './query.ts'
export const byEmail = (email: string) => from('members').where({ email }).first()
export const changeMember = (id: number, changes: object) => from('members').where({ id }).update(changes)
export const keep = (row: Record<string, unknown>) => insert('refresh_tokens', row)
export const note = (row: Record<string, unknown>) => insert('notes', row)
export const find = (jti: string) => from('refresh_tokens').where({ jti }).first()
export const mark = (jti: string) => from('refresh_tokens').where({ jti${asked} }).update({ used_at: Date.now() })
export const endAll = (member_id: number) => from('refresh_tokens').where({ member_id }).update({ ended_at: Date.now() })
`,
  'service.ts': `import jwt from 'jsonwebtoken'
import { hash, KEY } from './settings.ts'
import * as store from './store.ts'
const sign = (user: { id: number; token_version: number }, jti = '') => jwt.sign({ sub: user.id, jti, version: user.token_version }, KEY, { expiresIn: '15m' })
export function startSession(user: { id: number; token_version: number }) {
  const jti = crypto.randomUUID()
  store.keep({ jti, member_id: user.id })
  return { access: sign(user), refresh: sign(user, jti) }
}
export function login(email: string) {
  const user = store.byEmail(email)
  return ${login}
}
export function refresh(token: string) {
  const claims = jwt.verify(token, KEY)
  const row = store.find(claims.jti)
  if (!row${refresh}) throw new Error('again')
  store.mark(row.jti)
  return startSession({ id: row.member_id })
}
export async function setPassword(user: { id: number; token_version: number }, next: string) {
  store.changeMember(user.id, { password_hash: await hash(next) })
  ${password}
  return startSession(user)
}
export const rename = (user: { id: number; token_version: number }, name: string) => store.changeMember(user.id, { name })
`,
  'app.ts': `import express from 'express'
import * as service from './service.ts'
import * as store from './store.ts'
const app = express()
app.post('/auth/login', (req, res) => { res.json(service.login(req.body.email)) })
app.post('/auth/refresh', (req, res) => { res.json(service.refresh(req.cookies.rt)) })
app.post('/auth/logout', (req, res) => {
  ${logout}
  res.clearCookie('rt')
  res.status(204).end()
})
app.put('/me/password', async (req, res) => { res.json(await service.setPassword(res.locals.user, req.body.password)) })
app.put('/me/name', (req, res) => { res.json(service.rename(res.locals.user, req.body.name)) })
`,
})

const WELL: Parts = { refresh: ' || row.used_at', logout: 'store.endAll(res.locals.user.id)', password: 'store.endAll(user.id)' }

table('session-kept', [
  ['a password that a repository changes while the rows stay', layers({}), [22]],
  ['rows that end with the password', layers(WELL), []],
  ['a version that no longer fits', layers({ password: 'store.changeMember(user.id, { token_version: user.token_version + 1 })' }), []],
  ['a login that keeps no session', layers({ login: 'store.note({ by: user.id })' }), []],
])

table('logout-idle', [
  ['a cookie that is cleared while the row stays', layers({}), [7]],
  ['rows that end with the logout', layers(WELL), []],
])

table('refresh-unspent', [
  ['a mark that nobody asks for', layers({}), [7]],
  ['a mark that is asked before', layers(WELL), []],
  ['a mark that is asked where it is set', layers({ asked: ', used_at: null' }), []],
])
