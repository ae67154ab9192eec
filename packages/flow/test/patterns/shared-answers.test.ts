import { expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const EXPRESS = (handler: string, guard = 'signedIn, '): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst sqlite3 = require('sqlite3')\nconst db = new sqlite3.Database('x')\nconst app = express()\nfunction signedIn(req, res, next) {\n  if (!req.user) return res.sendStatus(401)\n  next()\n}\napp.get('/account', ${guard}(req, res) => {\n  ${handler}\n})\n`,
})
const KOA = (handler: string): Record<string, string> => ({
  'app.js': `import Router from '@koa/router'\nimport Koa from 'koa'\nconst app = new Koa()\nconst router = new Router()\nfunction signedIn(ctx, next) {\n  if (ctx.isAuthenticated()) return next()\n  ctx.throw(401)\n}\nrouter.get('/export', signedIn, (ctx) => {\n  ${handler}\n})\napp.use(router.routes())\n`,
})
const FLASK = (value: string, answer: string): Record<string, string> => ({
  'app.py': `from flask import Flask, jsonify, make_response\nfrom flask_login import current_user, login_required\napp = Flask(__name__)\n@app.get('/account')\n@login_required\ndef account():\n    response = make_response(jsonify(${answer}))\n    response.headers['Cache-Control'] = '${value}'\n    return response\n`,
})
const STATE = (test: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst app = express()\n${test} {\n  app.get('/state', (req, res) => {\n    res.json({ env: process.env })\n  })\n}\n`,
})
const PUBLIC = "res.set('Cache-Control', 'public, max-age=900')"

it.each<[string, Record<string, string>, PatternKind, boolean]>([
  ['an account of Express', EXPRESS(`${PUBLIC}\n  res.json({ email: req.user.email })`), 'shared-answer', true],
  ['s-maxage', EXPRESS("res.setHeader('Cache-Control', 's-maxage=60')\n  res.json(req.user)"), 'shared-answer', true],
  [
    'own rows',
    EXPRESS(`${PUBLIC}\n  db.all('SELECT * FROM orders WHERE user_id = ?', [req.user.id], (err, rows) => res.json(rows))`),
    'shared-answer',
    true,
  ],
  [
    'an export of Koa',
    KOA("const { email } = ctx.state.user\n  ctx.set('Cache-Control', 'public, max-age=900')\n  ctx.body = { email }"),
    'shared-answer',
    true,
  ],
  ['an account of Flask', FLASK('public, max-age=60', 'email=current_user.email'), 'shared-answer', true],
  [
    'a private account',
    EXPRESS("res.set('Cache-Control', 'private, max-age=900')\n  res.json({ email: req.user.email })"),
    'shared-answer',
    false,
  ],
  ['what is the same for all', EXPRESS(`${PUBLIC}\n  res.json({ halls: [1, 2] })`), 'shared-answer', false],
  [
    'rows that are for all',
    EXPRESS(`${PUBLIC}\n  db.all('SELECT * FROM halls LIMIT 50', [], (err, rows) => res.json(rows))`),
    'shared-answer',
    false,
  ],
  ['what strangers are shown', EXPRESS(`${PUBLIC}\n  res.json({ halls: [1, 2] })`, ''), 'shared-answer', false],
  ['a private account of Flask', FLASK('private, max-age=60', 'email=current_user.email'), 'shared-answer', false],
  ['what is the same for all in Flask', FLASK('public, max-age=60', 'halls=[1, 2]'), 'shared-answer', false],
  ['the environment unless it is production', STATE("if (process.env.NODE_ENV !== 'production')"), 'debug-mode', true],
  ['the environment where it is development', STATE("if (process.env.NODE_ENV === 'development')"), 'debug-mode', true],
  ['the environment in any case', STATE("if (process.env.STATE_PAGE === 'on')"), 'debug-mode', false],
  ['the environment in any case, as what is answered', STATE("if (process.env.STATE_PAGE === 'on')"), 'sensitive-response-pattern', true],
])('%s', async (_name, files, kind, isSeen) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some((one) => one.kind === kind)).toBe(isSeen)
})
