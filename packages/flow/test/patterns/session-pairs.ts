import type { Pair } from './pairs.ts'

const HEAD = `const express = require('express')
const session = require('express-session')
const users = require('./users')
const app = express()
`
const service = (body: string, maxAge = '8 * 3600 * 1000'): string =>
  `${HEAD}app.use(session({ secret: process.env.SECRET, cookie: { httpOnly: true, secure: true, sameSite: 'lax', maxAge: ${maxAge} } }))\n${body}\n`

const login = (put: string): string =>
  service(`app.post('/login', (req, res, next) => users.check(req.body, (err, user) => {\n  if (err) return next(err)\n  ${put}\n}))`)
const logout = (text: string): string => service(`app.post('/logout', (req, res, next) => {\n  ${text}\n})`)
const loader = (text: string): string =>
  `${HEAD}app.use(async (req, res, next) => {\n  ${text}\n  next()\n})\napp.get('/me', (req, res) => res.json(req.user.name))\n`

const asked = (path: string, text: string): string =>
  `${HEAD}app.post('${path}', async (req, res, next) => {\n  const user = await users.find(req.body.email)\n  if (!user) { ${text} }\n  res.json({ ok: await users.same(user, req.body.password) })\n})\n`

const UNPACK = "JSON.parse(Buffer.from(req.cookies.keep, 'base64').toString())"

/** Sessions of a service and the cookies that name them. */
export const SESSION_PAIRS: readonly Pair[] = [
  {
    kind: 'session-fixation',
    language: 'javascript',
    weak: [
      login("req.session.user = user\n  res.redirect('/')"),
      `${login("req.session.member = { id: user.id }\n  res.redirect('/')")}app.post('/signup', (req, res) => req.session.regenerate(() => res.end()))\n`,
    ],
    safe: [
      login("renewed(req).then(() => { req.session.member = user; res.redirect('/') })").concat(
        'function renewed(req) {\n  return new Promise((resolve) => req.session.regenerate(resolve))\n}\n',
      ),
      login("req.session.pendingUser = user.id\n  res.redirect('/code')"),
      login("req.session.regenerate(() => { req.session.user = user; res.redirect('/') })"),
      login("req.log.user = user\n  res.redirect('/')"),
    ],
  },
  {
    kind: 'session-kept',
    language: 'javascript',
    weak: [logout("res.clearCookie('sid')\n  res.redirect('/')")],
    safe: [
      logout("req.session.destroy(() => { res.clearCookie('sid'); res.redirect('/') })"),
      logout("req.session.user = null\n  res.clearCookie('sid')\n  res.redirect('/')"),
      logout("end(req, () => { res.clearCookie('sid'); res.redirect('/') })").replace(
        HEAD,
        `${HEAD}const end = (req, done) => req.session.destroy(done)\n`,
      ),
      `${HEAD}app.use(require('cookie-session')({ keys: [process.env.SECRET] }))\napp.post('/logout', (req, res) => { res.clearCookie('sid'); res.redirect('/') })\n`,
    ],
  },
  {
    kind: 'session-long',
    language: 'javascript',
    weak: [service('', '365 * 24 * 60 * 60 * 1000')],
    safe: [service(''), service('', '30 * 86400000'), service('', 'Number(process.env.MAX_AGE)')],
  },
  {
    kind: 'jwt-not-verified',
    language: 'javascript',
    weak: [
      loader(`const kept = ${UNPACK}\n  req.user = await users.findById(kept.userId)`),
      loader('req.user = await users.findById(req.cookies.uid)'),
      loader('const { id } = unpack(req.cookies.who)\n  req.session.user = await users.byId(id)').replace(
        HEAD,
        `${HEAD}const unpack = (text) => JSON.parse(atob(text))\n`,
      ),
    ],
    safe: [
      loader('const row = await sessions.find(req.cookies.sid)\n  if (row) req.user = await users.findById(row.userId)'),
      loader('const kept = JSON.parse(req.signedCookies.keep)\n  req.user = await users.findById(kept.id)'),
      loader(`if (!verify(req.cookies.keep)) return next()\n  const kept = ${UNPACK}\n  req.user = await users.findById(kept.id)`),
      loader("const prefs = JSON.parse(req.cookies.prefs || '{}')\n  res.locals.theme = prefs.theme\n  req.user = req.session.user"),
      loader(`const kept = ${UNPACK}\n  req.user = (await sessions.byToken(kept.token)).user`),
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'python',
    weak: [
      "import base64, json\nfrom flask import Flask, g, request\nfrom models import User\napp = Flask(__name__)\n@app.before_request\ndef load():\n    kept = json.loads(base64.b64decode(request.cookies.get('keep')))\n    g.user = User.query.get(kept['id'])\n",
    ],
    safe: [
      "from flask import Flask, g, request\nfrom models import Session\napp = Flask(__name__)\n@app.before_request\ndef load():\n    row = Session.query.filter_by(token=request.cookies['sid']).first()\n    g.user = row.user\n",
    ],
  },
  {
    kind: 'account-told',
    language: 'javascript',
    weak: [
      asked('/login', "return res.status(404).json({ error: 'User not found' })"),
      asked('/login', "return res.status(401).render('login', { problem: 'There is no reader of this name.' })"),
      asked('/login', "req.flash('No account has this address.'); return res.redirect('/login')"),
      asked('/forgot-password', "return res.render('forgot', { problem: 'We do not know this address.' })"),
      asked('/login', 'return res.status(401).render("login", { error: `Nobody is registered as ${req.body.email}.` })'),
      asked('/login', 'return next(await login(req.body))').replace(
        HEAD,
        `${HEAD}const login = async (body) => { throw new NotFound('Unknown email address') }\n`,
      ),
    ],
    safe: [
      asked('/login', "return res.status(401).json({ error: 'Invalid email or password' })"),
      asked('/login', "return res.status(401).json({ error: 'No reader of this name, or the password is wrong' })"),
      asked('/login', "logger.info('user not found'); return res.sendStatus(401)"),
      asked('/forgot-password', "return res.json({ message: 'If an account exists, a mail is on its way.' })"),
      asked('/members', "return res.status(404).json({ error: 'User not found' })"),
    ],
  },
]
