import { table } from './lines-of.ts'

const HONO = (
  answer: string,
  path = '/share/:token',
  columns = 'number TEXT, total_cents INTEGER, internal_memo TEXT, margin_percent INTEGER',
): Readonly<Record<string, string>> => ({
  'app.ts': `import { Hono } from 'hono'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
db.exec(\`CREATE TABLE IF NOT EXISTS invoices (
  id INTEGER PRIMARY KEY, ${columns}
);\`)
const get = (sql: string, ...values: any[]) => db.prepare(sql).get(...values)
const ok = (c: any, data: unknown) => c.json({ data })
const session = async (c: any, next: any) => {
  if (!get('SELECT id FROM sessions WHERE token = ?', c.req.header('authorization'))) return c.json({}, 401)
  return next()
}
const app = new Hono()
app.use('/api/*', session)
app.get('/api/me', (c) => c.json({}))
app.get('${path}', (c) => {
  const invoice = get('SELECT * FROM invoices WHERE share_token = ?', c.req.param('token'))
  ${answer}
})
`,
})
const FLASK = (answer: string): string => `from flask import Flask, request, jsonify, abort
from functools import wraps
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')
db.execute("CREATE TABLE users (id INTEGER, handle TEXT, email TEXT, phone TEXT)")
def login_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if 'Authorization' not in request.headers:
            abort(401)
        return view(*args, **kwargs)
    return inner
@app.get('/me')
@login_required
def me():
    return {}
def reply(data):
    return jsonify(data)
@app.get('/sellers/<int:person>')
def seller(person):
    row = dict(db.execute('SELECT * FROM users WHERE id = ?', (person,)).fetchone())
    ${answer}
`

table('sensitive-response-pattern', [
  ['what is left of a row', HONO('const { share_token, ...rest } = invoice\n  return ok(c, { ...rest })'), [19]],
  ['a whole row', HONO('return c.json(invoice)'), [18]],
  ['a row without the inner columns', HONO('const { internal_memo, margin_percent, ...rest } = invoice\n  return ok(c, { ...rest })'), []],
  ['chosen fields', HONO('return ok(c, { number: invoice.number, total: invoice.total_cents })'), []],
  ['a page', HONO('return c.html(`<h1>${invoice.number}</h1>`)'), []],
  ['whoever is signed in', HONO('return c.json(invoice)', '/api/invoices/:token'), []],
  ['a row with nothing for the house', HONO('return c.json(invoice)', '/share/:token', 'number TEXT, total_cents INTEGER'), []],
  ['a person to strangers, through a function', FLASK('return reply(row)'), [23]],
  ['a person without the address', FLASK("for hidden in ('email', 'phone'):\n        row.pop(hidden)\n    return reply(row)"), []],
  ['the name of a person', FLASK("return reply({'handle': row['handle']})"), []],
])

const LISTED = (columns: string): string => `from fastapi import FastAPI
import sqlite3
app = FastAPI()
db = sqlite3.connect('x')
@app.get('/listings')
def listings():
    return db.execute('SELECT ${columns} FROM listings LIMIT 50').fetchall()
`
table('sensitive-response-pattern', [
  ['the reserve of each listing', LISTED('id, title, price, reserve_price'), [7]],
  ['the price of each listing', LISTED('id, title, price'), []],
])
