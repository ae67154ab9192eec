import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const DECORATOR = (check: string): Record<string, string> => ({
  'app.py': `import functools, secrets
from flask import Flask, abort, request, session
app = Flask(__name__)
def csrf_protect(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        sent = request.form.get('csrf_token')
        ${check}
        return view(*args, **kwargs)
    return inner
@app.post('/account')
@csrf_protect
def account():
    return ''
`,
})
const HOOK = (check: string): Record<string, string> => ({
  'app.js': `import express from 'express'
import { timingSafeEqual } from 'node:crypto'
const app = express()
const same = (a, b) => timingSafeEqual(Buffer.from(a), Buffer.from(b))
app.use((req, res, next) => {
  const token = req.get('x-csrf-token')
  ${check}
  next()
})
app.post('/account', (req, res) => res.end())
`,
})

it.each<[string, Record<string, string>, boolean]>([
  [
    'only where one is sent',
    DECORATOR("if sent and not secrets.compare_digest(sent.encode(), session.get('csrf', '').encode()):\n            abort(400)"),
    true,
  ],
  ['in any case', DECORATOR("if not sent or not secrets.compare_digest(sent, session['csrf']):\n            abort(400)"), false],
  [
    'in any case, in two steps',
    DECORATOR(
      "if not sent:\n            abort(400)\n        if not secrets.compare_digest(sent, session['csrf']):\n            abort(400)",
    ),
    false,
  ],
  ['only where one is sent, by a hook', HOOK('if (token && !same(token, req.session.csrf)) return res.sendStatus(403)'), true],
  ['only where one is sent, compared in place', HOOK('if (token && token !== req.session.csrf) return res.sendStatus(403)'), true],
  ['in any case, compared in place', HOOK('if (token !== req.session.csrf) return res.sendStatus(403)'), false],
  ['in any case, by a hook', HOOK('if (!token || !same(token, req.session.csrf)) return res.sendStatus(403)'), false],
])('a token against forgery that is asked for %s', async (_name, files, isOptional) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'optional-form-token')).toBe(isOptional)
})
