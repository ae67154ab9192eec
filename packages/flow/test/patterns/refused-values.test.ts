import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const login = (check: string): Record<string, string> => ({
  'app.py': `from flask import Flask, request, abort
app = Flask(__name__)
OLD = 'kettle-orchid-7'
LEGACY_PASSWORD = 'kettle-orchid-7'

@app.post('/login')
def login():
    password = request.form['password']
${check}
    return 'in'
`,
})

it.each<[string, string, number]>([
  ['lets in who knows it', '    if password != OLD:\n        abort(401)', 1],
  ['is refused', '    if password == OLD:\n        raise ValueError("choose another")', 0],
  ['is known as bad', '    if password == LEGACY_PASSWORD:\n        return "choose another"', 0],
])('a password of the source %s', async (_name, check, found) => {
  const { patterns } = await analysisOf(login(check))
  expect(patterns.filter(({ kind }) => kind === 'default-credentials')).toHaveLength(found)
})

it.each<[string, string, number]>([
  ['a key of settings', "export const settings = { apiKey: 'kettle-orchid-77-birch' }", 1],
  [
    'a text that is translated',
    "export const texts = { 'API Key': 'kettle-orchid-77-birch', 'PIN/Password': 'kettle-orchid-77-birch' }",
    0,
  ],
])('a value under %s', async (_name, text, found) => {
  const { patterns } = await analysisOf({ 'settings.js': text })
  expect(patterns.filter(({ kind }) => kind === 'hardcoded-secret')).toHaveLength(found)
})

it('a guard that runs what it was made with may refuse', async () => {
  const { routes } = await analysisOf({
    'app.py': `import functools
from flask import Flask, request
from checks import load
app = Flask(__name__)
class admin_policy:
    def __init__(self, function):
        self.function = function
    def __call__(self, wrapped):
        @functools.wraps(wrapped)
        def inner(*args, **kwargs):
            self.function(request)
            return wrapped(*args, **kwargs)
        return inner
@app.post('/things')
@admin_policy(load)
def things():
    return 'x'
`,
  })
  expect(routes[0]?.guards.map(({ proof }) => proof)).not.toContain('never-refuses')
})

it('a name that asks for the host guards nothing', async () => {
  const { routes } = await analysisOf({
    'app.py': `from flask import Flask, request, abort
app = Flask(__name__)
@app.before_request
def validate_host():
    if request.headers['Host'] not in ('a.example',):
        abort(403)
@app.post('/things')
def things():
    return 'x'
`,
  })
  expect(routes[0]?.guards).toEqual([])
})

it('a guard that asks whether the caller is a host is one', async () => {
  const { routes } = await analysisOf({
    'app.js': `const express = require('express')
const app = express()
const isHost = (req, res, next) => (req.session.user?.kind === 'host' ? next() : res.sendStatus(403))
app.post('/rooms', isHost, (req, res) => res.end())
`,
  })
  expect(routes[0]?.guards).toHaveLength(1)
})

it.each<[string, string, boolean]>([
  ['the name', 'logging.warning("refused %s", name)', false],
  ['the password', 'logging.warning("refused %s", password)', true],
])('Basic credentials: %s in a log', async (_name, line, isFound) => {
  const { paths } = await analysisOf({
    'app.py': `import base64, logging
from flask import Flask, request
app = Flask(__name__)
@app.get('/x')
def x():
    decoded = base64.b64decode(request.headers['Authorization'][6:]).decode()
    name, password = decoded.split(':', 1)
    ${line}
    return 'x'
`,
  })
  expect(paths.some(({ kind }) => kind === 'sensitive-log')).toBe(isFound)
})
