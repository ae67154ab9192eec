import { table } from './lines-of.ts'

const FLASK = (body: string, limit = ''): string => `from flask import Flask, jsonify, request
from flask_limiter import Limiter
from passwords import check_password
from users import users
app = Flask(__name__)
limiter = Limiter(app)
@app.post('/login')
${limit}def login():
    body = request.get_json()
    user = users.find(body['email'])
${body}    return jsonify(token=user.token)
`

const EXPRESS = (body: string, limit = ''): Readonly<Record<string, string>> => ({
  'app.js': `const express = require('express')
const bcrypt = require('bcrypt')
const { rateLimit } = require('express-rate-limit')
const { users } = require('./users')
const app = express()
${limit}app.post('/login', async (req, res) => {
  const user = await users.find(req.body.email)
${body}  res.json({ token: user.token })
})
`,
})

const CHECKED = `    if not check_password(body['password'], user.hash):\n        return jsonify(error='no'), 401\n`
const COMPARED = `  if (!(await bcrypt.compare(req.body.password, user.hash))) return res.status(401).end()\n`

table('login-unlocked', [
  ['nothing counts, in Flask', FLASK(CHECKED), [8]],
  ['nothing counts, in Express', EXPRESS(COMPARED), [6]],
  ['a hash that is compared by hand', EXPRESS(`  if (user.passwordHash !== hash(req.body.password)) return res.status(401).end()\n`), [6]],
  [
    'the login of Django, which counts nothing',
    {
      'urls.py': `from django.urls import path\nimport views\nurlpatterns = [path('login/', views.sign_in)]\n`,
      'views.py': `from django.contrib.auth import authenticate, login\nfrom django.http import HttpResponse\ndef sign_in(request):\n    if request.method == 'POST':\n        user = authenticate(request, username=request.POST['name'], password=request.POST['password'])\n        if user is None:\n            return HttpResponse(status=401)\n        login(request, user)\n    return HttpResponse()\n`,
      'settings.py': `ROOT_URLCONF = 'urls'\n`,
    },
    [3],
  ],
  [
    'a count of failures in the row',
    FLASK(`    if user.failed_attempts >= 5:\n        return jsonify(error='later'), 403\n${CHECKED}`),
    [],
  ],
  [
    'a time until which the account is locked',
    EXPRESS(`  if (user.lockedUntil > Date.now()) return res.status(403).end()\n${COMPARED}`),
    [],
  ],
  ['a limit of the route, in Flask', FLASK(CHECKED, `@limiter.limit('5 per minute')\n`), []],
  ['a limit of the application, in Express', EXPRESS(COMPARED, `app.use(rateLimit({ limit: 10 }))\n`), []],
  [
    'a limit that the login asks itself',
    EXPRESS(`  if (!(await withinLimit('login', req.body.email))) return res.status(400).end()\n${COMPARED}`),
    [],
  ],
  [
    'axes of Django',
    {
      'urls.py': `from django.urls import path\nimport views\nurlpatterns = [path('login/', views.sign_in)]\n`,
      'views.py': `from django.contrib.auth import authenticate, login\nfrom django.http import HttpResponse\ndef sign_in(request):\n    user = authenticate(request, username=request.POST['name'], password=request.POST['password'])\n    login(request, user)\n    return HttpResponse()\n`,
      'settings.py': `ROOT_URLCONF = 'urls'\nINSTALLED_APPS = ['axes']\n`,
    },
    [],
  ],
  [
    'a service that signs in elsewhere',
    EXPRESS(`  const session = await supabase.auth.signInWithPassword({ password: req.body.password })\n`),
    [],
  ],
  ['a token of a mail, no password', EXPRESS(`  await mails.sendLink(user)\n`), []],
])
