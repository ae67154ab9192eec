import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const STORE = `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
export const get = (sql, ...values) => db.prepare(sql).get(...values)
export const run = (sql, ...values) => db.prepare(sql).run(...values)
export const insert = (table, row) => run(\`INSERT INTO \${table} (\${Object.keys(row).join()}) VALUES (\${Object.keys(row).map(() => '?').join()})\`, ...Object.values(row))
`
interface Parts {
  readonly guard?: string
  readonly login?: string
  readonly download?: string
  readonly password?: string
  readonly join?: string
}
const service = ({ guard = '', login, download, password = '', join = '' }: Parts): string => `import { Hono } from 'hono'
import { get, insert, run } from './store'
const app = new Hono()
app.use('/api/*', async (c, next) => {
  const row = get('SELECT * FROM sessions WHERE token = ?', c.req.header('authorization'))
  ${guard}
  if (!row) return c.json({}, 401)
  c.set('user', row.user_id)
  return next()
})
app.post('/login', (c) => {
  ${login ?? `insert('sessions', { token: make(), user_id: 1, expires_at: Date.now() + 3600_000 })`}
  return c.json({})
})
app.post('/api/downloads', (c) => {
  ${download ?? ''}
  return c.json({})
})
app.post('/api/password', async (c) => {
  ${password}
  return c.json({})
})
app.post('/api/invitations', (c) => {
  insert('invitations', { code: make(), farm: 1, expires_at: Date.now() + 3600_000 })
  return c.json({})
})
app.post('/api/invitations/:code', (c) => {
  ${join}
  return c.json({})
})
`
const END = 'if (row.expires_at < Date.now()) return c.json({}, 401)'
const JOIN = `const found = get('SELECT * FROM invitations WHERE code = ?', c.req.param('code'))`

async function kindsIn(parts: Parts): Promise<readonly string[]> {
  const { patterns } = await analysisOf({ 'store.ts': STORE, 'app.ts': service({ guard: END, ...parts }) })
  return patterns.map(({ kind }) => kind).filter((kind) => /^(?:jwt-use-unasked|jwt-no-expiry|session-kept)$/.test(kind))
}

describe('sessions that are rows of a table', () => {
  const download = `insert('sessions', { token: make(), user_id: 1, kind: 'download', expires_at: Date.now() + 60_000 })`
  const set = `run('UPDATE users SET password = ? WHERE id = ?', await hash('x'), c.get('user'))`
  it.each<[string, Parts, readonly string[]]>([
    ['of one use alone', {}, []],
    ['made for another use, which nobody asks for', { download }, ['jwt-use-unasked']],
    [
      'made for another use, which the guard asks for',
      { download, guard: `${END}\n  if (row.kind === 'download') return c.json({}, 403)` },
      [],
    ],
    [
      'whose end is compared in another unit',
      { guard: 'const seconds = Math.floor(Date.now() / 1000)\n  if (row.expires_at < seconds) return c.json({}, 401)' },
      ['jwt-no-expiry'],
    ],
    [
      'whose end is kept in seconds as well',
      {
        guard: 'const seconds = Math.floor(Date.now() / 1000)\n  if (row.expires_at < seconds) return c.json({}, 401)',
        login: `insert('sessions', { token: make(), user_id: 1, expires_at: Math.floor(Date.now() / 1000) + 3600 })`,
      },
      [],
    ],
    ['that outlive a password', { password: set }, ['session-kept']],
    ['that end with a password', { password: `${set}\n  run('DELETE FROM sessions WHERE user_id = ?', c.get('user'))` }, []],
    ['that code out of reach ends with a password', { password: `${set}\n  await sessions.revokeAll(c.get('user'))` }, []],
    [
      'that a version ends with a password',
      { password: `run('UPDATE users SET password = ?, token_version = token_version + 1 WHERE id = ?', await hash('x'), c.get('user'))` },
      [],
    ],
  ])('%s', async (_, parts, expected) => {
    expect(await kindsIn(parts)).toEqual(expected)
  })
})

describe('what is good for a time', () => {
  it.each<[string, string, readonly string[]]>([
    ['taken without a look at its end', `${JOIN}\n  if (found) insert('members', { farm: found.farm })`, ['jwt-no-expiry']],
    ['taken while it holds', `${JOIN}\n  if (found && found.expires_at > Date.now()) insert('members', { farm: found.farm })`, []],
    [
      'taken where the statement asks for the end',
      `const found = get('SELECT farm FROM invitations WHERE code = ? AND expires_at > ?', c.req.param('code'), Date.now())\n  if (found) insert('members', { farm: found.farm })`,
      [],
    ],
    ['only shown', `${JOIN}\n  if (found) return c.json({ farm: found.farm })`, []],
  ])('%s', async (_, join, expected) => {
    expect(await kindsIn({ join })).toEqual(expected)
  })
})
