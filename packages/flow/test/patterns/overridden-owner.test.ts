import { table } from './lines-of.ts'

const HEAD = `import json, sqlite3
from aiohttp import web
db = sqlite3.connect('x')
async def read_json(request):
    text = await request.text()
    return json.loads(text) if text else {}
async def read_fields(request, fields):
    data = json.loads(await request.text())
    return {name: data[name] for name in fields if name in data}
`
const CREATED = (row: string, body = 'await read_json(request)'): string => `${HEAD}def create(seller, body):
    row = ${row}
    db.execute('INSERT INTO things VALUES (?)', (json.dumps(row),))
async def add(request):
    me, body = request['user'], ${body}
    create(me['id'], body)
    return web.Response()
app = web.Application()
app.router.add_post('/things', add)
`

const EDITED = (names: string, asked = 'body'): string => `${HEAD}async def edit(request):
    me, body = request['user'], await read_json(request)
    user = db.execute('SELECT * FROM users WHERE id = ?', (me['id'],)).fetchone()
    for name in ${names}:
        if name in ${asked}:
            db.execute(f"UPDATE users SET {name} = ? WHERE id = ?", (body[name], me['id']))
    return web.Response()
app = web.Application()
app.router.add_patch('/me', edit)
`

table('mass-assignment-pattern', [
  ['an owner that the body is written over', CREATED(`{'seller_id': seller, **body}`), [11]],
  ['an owner that is written over the body', CREATED(`{**body, 'seller_id': seller}`), []],
  ['fields that were picked', CREATED(`{'seller_id': seller, **body}`, `await read_fields(request, ('title', 'price'))`), []],
  ['a word that is nobody', CREATED(`{'kind': seller, **body}`), []],
  ['all columns of a row but some', EDITED(`set(user) - {'id', 'password'}`), [15]],
  ['all columns but those that the service decides', EDITED(`set(user) - {'id', 'password', 'role', 'balance'}`), []],
  ['columns that are written out', EDITED(`('name', 'phone')`), []],
  ['columns that something else names', EDITED(`set(user) - {'id', 'password'}`, 'me'), []],
])
