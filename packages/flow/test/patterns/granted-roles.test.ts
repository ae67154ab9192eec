import { table } from './lines-of.ts'

const HONO = (guard: string, body: string, list = "['viewer', 'member', 'approver', 'owner']"): Readonly<Record<string, string>> => ({
  'app.ts': `import { Hono } from 'hono'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const app = new Hono()
const roles = ${list}
const mayDecide = (c: any) => ['approver', 'owner'].includes(c.get('member').role)
const isOwner = (c: any) => c.get('member').role === 'owner'
app.use('/ws/:ws/*', async (c, next) => {
  const member = db.prepare('SELECT * FROM members WHERE ws = ? AND person = ?').get(c.req.param('ws'), c.get('user').id)
  if (!member) return c.json({}, 404)
  c.set('member', member)
  return next()
})
app.delete('/ws/:ws', (c) => {
  if (!isOwner(c)) return c.json({}, 403)
  db.prepare('DELETE FROM workspaces WHERE id = ?').run(c.req.param('ws'))
  return c.body(null, 204)
})
app.patch('/ws/:ws/members/:id', async (c) => {
  if (!${guard}(c)) return c.json({}, 403)
  const { role } = await c.req.json()
  ${body}
  db.prepare('UPDATE members SET role = ? WHERE ws = ? AND person = ?').run(role, c.req.param('ws'), c.req.param('id'))
  return c.json({})
})
`,
})
const LISTED = 'if (!roles.includes(role)) return c.json({}, 422)'
const FLASK = (roles: string, body: string): string => `from flask import Flask, request, g, abort
from functools import wraps
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')
def roles_required(*roles):
    def around(view):
        @wraps(view)
        def inner(*args, **kwargs):
            if g.user['role'] not in roles:
                abort(403)
            return view(*args, **kwargs)
        return inner
    return around
@app.delete('/company')
@roles_required('admin')
def close():
    db.execute('DELETE FROM companies WHERE id = ?', (g.user['company_id'],))
    return '', 204
@app.patch('/members/<int:person>')
@roles_required(${roles})
def change(person):
    role = request.get_json()['role']
${body}    db.execute('UPDATE members SET role = ? WHERE id = ? AND company_id = ?', (role, person, g.user['company_id']))
    return {}
`

table('role-granted-above', [
  ['a role of a list with the highest', HONO('mayDecide', LISTED), [19]],
  ['any role', HONO('mayDecide', ''), [19]],
  ['the highest gives roles', HONO('isOwner', LISTED), []],
  ['a list without the highest', HONO('mayDecide', LISTED, "['viewer', 'member', 'approver']"), []],
  [
    'the highest role is asked for by itself',
    HONO('mayDecide', `${LISTED}\n  if (role === 'owner' && !isOwner(c)) return c.json({}, 403)`),
    [],
  ],
  [
    'a function that compares the ranks',
    HONO('mayDecide', `${LISTED}\n  if (!mayGrant(role, c.get('member'))) return c.json({}, 403)`),
    [],
  ],
  ['managers of Flask', FLASK("'admin', 'manager'", "    if role not in ('admin', 'manager', 'clerk'):\n        abort(422)\n"), [22]],
  ['administrators of Flask', FLASK("'admin'", "    if role not in ('admin', 'manager', 'clerk'):\n        abort(422)\n"), []],
  ['managers who make clerks', FLASK("'admin', 'manager'", "    if role not in ('manager', 'clerk'):\n        abort(422)\n"), []],
])
