import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const app = (middleware: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst app = express()\napp.use(require('express-session')({ secret: process.env.SECRET }))\n${middleware}\napp.use(ask)\napp.post('/profile', (req, res) => res.json({ ok: true }))\n`,
})

const TOKEN =
  "const ask = (req, res, next) => {\n  if (req.method === 'GET') return next()\n  const given = req.get('x-csrf-token') || req.body._csrf\n  if (given === req.session.csrf) return next()\n  res.status(403).json({ error: 'open the form again' })\n}"
const GIVES = 'const ask = (req, res, next) => {\n  res.locals.csrf = req.session.csrf\n  next()\n}'
const COUNTS =
  "const full = (res, seconds) => res.set('Retry-After', seconds).status(429).end()\nconst seen = new Map()\nconst ask = (req, res, next) => {\n  const times = (seen.get(req.ip) || 0) + 1\n  seen.set(req.ip, times)\n  if (times > 20) return full(res, 60)\n  next()\n}"

const EXPORTED = COUNTS.replace('const full =', 'exports.full =').replace('return full(', 'return exports.full(')

const FORM =
  "const { timingSafeEqual } = require('node:crypto')\nconst isOurs = (given, kept) => timingSafeEqual(Buffer.from(given), Buffer.from(kept))\nconst ask = (req, res, next) => {\n  if (!isOurs(req.body._token, req.session.form)) return res.status(403).end()\n  next()\n}"
const ORIGIN =
  "const ask = (req, res, next) => {\n  if (req.method !== 'GET' && req.get('origin') !== process.env.ORIGIN) return res.status(403).end()\n  next()\n}"
const MEMBER =
  'const ask = (req, res, next) => {\n  if (!req.session.user || req.body._csrf !== req.session.csrf) return res.status(403).end()\n  next()\n}'

describe('protection that a service makes itself', () => {
  it.each([
    ['a token that is compared', TOKEN, 'protected', 0],
    ['a token that is only shown', GIVES, 'none', 0],
    ['a token of the form, compared by another function', FORM, 'protected', 0],
    ['the site that a form comes from', ORIGIN, 'protected', 0],
    ['a helper that answers 429', COUNTS, 'none', 1],
    ['a helper that is called as a member of the own exports', EXPORTED, 'none', 1],
  ])('%s', async (_name, middleware, csrf, limits) => {
    const { routes } = await analysisOf(app(middleware))
    const [route] = routes
    expect(route?.csrf).toBe(csrf)
    expect(route?.rateLimits.length).toBe(limits)
  })

  it.each([
    ['a token of the form', FORM, 0],
    ['the site that a form comes from', ORIGIN, 0],
    ['a token and who is signed in', MEMBER, 1],
  ])('%s asks for the caller %# times', async (_name, middleware, guards) => {
    const { routes } = await analysisOf(app(middleware))
    expect(routes[0]?.guards.length).toBe(guards)
  })
})

const flask = (check: string): Record<string, string> => ({
  'app.py': `import hmac
from flask import Flask, abort, request, session
app = Flask(__name__)
${check}
@app.before_request
def gate():
    if request.method != 'GET':
        check()
@app.post('/sign-in')
def sign_in():
    session['member'] = request.form['name']
    return {}
@app.post('/profile')
def profile():
    return {}
`,
})

it.each([
  [
    'what the session keeps and the form sends',
    "def check():\n    kept, sent = session.get('form'), request.form.get('_form', '')\n    if not isinstance(kept, str) or not hmac.compare_digest(kept.encode(), sent.encode()):\n        abort(400)",
    'protected',
  ],
  [
    'a cookie and a header that say the same',
    "def check():\n    if request.cookies.get('again') != request.headers.get('X-Again'):\n        abort(403)",
    'protected',
  ],
  [
    'a role of the session, beside a header that is noted',
    "def check():\n    app.logger.info(request.headers.get('User-Agent'))\n    if session.get('role') != 'member':\n        abort(403)",
    'none',
  ],
  [
    'a value of the form alone',
    "def check():\n    if request.form.get('_form') != '1' and 'member' in session:\n        abort(400)",
    'none',
  ],
])('a hook of Flask that compares %s', async (_name, check, csrf) => {
  const { routes } = await analysisOf(flask(check))
  expect(routes.find(({ path }) => path === '/profile')?.csrf).toBe(csrf)
})
