import { table } from './lines-of.ts'

const KOA = (columns: string, answer = 'rows', of = 'api_keys', method = 'get'): Readonly<Record<string, string>> => ({
  'app.ts': `import Koa from 'koa'
import Router from '@koa/router'
import Database from 'better-sqlite3'
const db = new Database('x')
const router = new Router()
router.${method}('/me/keys', signedIn, (ctx) => {
  const rows = db.prepare('SELECT ${columns} FROM ${of} WHERE user_id = ? LIMIT 50').all(ctx.state.user.id)
  ctx.body = ${answer}
})
export const app = new Koa().use(router.routes())
`,
})
const FLASK = (columns: string): string => `from flask import Flask, g
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')
@app.get('/keys')
def keys():
    return db.execute('SELECT ${columns} FROM api_keys WHERE user_id = ? LIMIT 50', (g.user['id'],)).fetchall()
`

table('api-key-listed', [
  ['a list with the keys', KOA('id, name, key, scope'), [6]],
  ['a list with the tokens', KOA('id, token', 'rows', 'personal_access_tokens'), [6]],
  ['a list without the keys', KOA('id, name, scope'), []],
  ['the beginning of each key', KOA('id, name, key_prefix'), []],
  ['keys of which the end is shown', KOA('id, name, key', 'rows.map((row) => ({ ...row, key: row.key.slice(-4) }))'), []],
  ['keys of something else', KOA('id, key, value', 'rows', 'settings'), []],
  ['what was made just now', KOA('id, name, key', 'rows', 'api_keys', 'post'), []],
  ['a list with the keys in Python', FLASK('id, name, key'), [6]],
  ['a list without the keys in Python', FLASK('id, name, created_at'), []],
])
