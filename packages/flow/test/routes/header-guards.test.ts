import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

/** An interface for tokens beside pages with a session. */
const app = (guard: string, handler = "return ''"): Record<string, string> => ({
  'auth.py': `import functools
import jwt
from flask import abort, g, request, session
from models import User, db
def current():
    token = request.headers.get('Authorization', '').removeprefix('Bearer ')
    return db.session.get(User, jwt.decode(token, KEY, algorithms=['HS256'])['sub'])
def by_session():
    return db.session.get(User, session.get('uid'))
def login_required(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        g.user = ${guard}
        if g.user is None:
            abort(401)
        return view(*args, **kwargs)
    return inner
`,
  'app.py': `from flask import Flask, request, session
from auth import login_required
app = Flask(__name__)
@app.post('/login')
def login():
    session['uid'] = 1
    return ''
@app.post('/api/orders')
@login_required
def order():
    ${handler}
`,
})

it.each([
  ['a token of the header', app('current()'), 'not-applicable'],
  ['the session', app('by_session()'), 'none'],
  ['either', app('current() or by_session()'), 'none'],
  ['a token of the header, and sets a cookie', app('current()', "session['last'] = 1\n    return ''"), 'none'],
])('a guard that asks for %s', async (_name, files, csrf) => {
  const { routes } = await analysisOf(files)
  expect(routes.find(({ path }) => path === '/api/orders')?.csrf).toBe(csrf)
})
