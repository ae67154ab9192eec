import type { Pair } from './pairs.ts'

const VIEW = (body: string, more = ''): string =>
  `import logging\nfrom django.contrib.auth import authenticate, login\nfrom django.contrib.auth.decorators import login_required\nfrom django.core.cache import cache\nfrom django.db import models\nfrom django.http import HttpResponse, JsonResponse\nfrom django.urls import path\nclass Ride(models.Model):\n    day = models.DateField()\n${more}${body}urlpatterns = [path('auth/login/', show), path('rides/', show)]\n`

const MYSQL =
  "const express = require('express')\nconst mysql = require('mysql2/promise')\nconst pool = mysql.createPool({})\nconst query = async (sql, params) => (await pool.query(sql, params))[0]\nconst app = express()\n"

/** How long sessions live and who may end them, what sign-ins and lists tell, what caches mix up. */
export const TOLD_PAIRS: readonly Pair[] = [
  {
    kind: 'session-long',
    language: 'python',
    weak: [
      'class Settings:\n    SESSION_COOKIE_AGE = 60 * 60 * 24 * 365\n',
      'from datetime import timedelta\nclass Config:\n    PERMANENT_SESSION_LIFETIME = timedelta(days=400)\n',
    ],
    safe: [
      'class Settings:\n    SESSION_COOKIE_AGE = 60 * 60 * 24 * 14\n',
      'from datetime import timedelta\nclass Config:\n    PERMANENT_SESSION_LIFETIME = timedelta(hours=12)\n',
      'import os\nclass Config:\n    SESSION_COOKIE_AGE = int(os.environ["SESSION_SECONDS"])\n',
    ],
  },
  {
    kind: 'session-long',
    language: 'typescript',
    weak: ["import session from 'cookie-session'\nexport const sessions = session({ keys: [process.env.KEY], maxAge: 31536000000 })\n"],
    safe: [
      "import session from 'express-session'\nexport const sessions = session({ secret: process.env.KEY, cookie: { secure: true, maxAge: 8 * 60 * 60 * 1000 } })\n",
    ],
  },
  {
    kind: 'session-kept',
    language: 'python',
    weak: ["class Settings:\n    SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'\n"],
    safe: ["class Settings:\n    SESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'\n"],
  },
  {
    kind: 'account-told',
    language: 'python',
    weak: [
      VIEW(
        "def show(request):\n    rider = Rider.objects.filter(name=request.POST['name']).first()\n    if rider is None:\n        return HttpResponse('No rider with this name. No such user.', status=401)\n    if not rider.check_password(request.POST['password']):\n        return HttpResponse('Wrong password', status=401)\n    login(request, rider)\n    return HttpResponse('ok')\n",
      ),
    ],
    safe: [
      VIEW(
        "def show(request):\n    rider = authenticate(request, username=request.POST['name'], password=request.POST['password'])\n    if rider is None:\n        return HttpResponse('Wrong name or password', status=401)\n    login(request, rider)\n    return HttpResponse('ok')\n",
      ),
      VIEW(
        "def show(request):\n    rider = authenticate(request, username=request.POST['name'], password=request.POST['password'])\n    if rider is None:\n        return HttpResponse('Invalid username or wrong password', status=401)\n    login(request, rider)\n    return HttpResponse('ok')\n",
      ),
    ],
  },
  {
    kind: 'account-told',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst bcrypt = require('bcrypt')\nconst app = express()\napp.post('/login', async (req, res) => {\n  const user = await db.users.findOne({ email: req.body.email })\n  if (!user) return res.status(404).json({ error: 'User not found' })\n  if (!(await bcrypt.compare(req.body.password, user.hash))) return res.status(401).json({ error: 'Incorrect password' })\n  res.json({ ok: true })\n})\n",
    ],
    safe: [
      "const express = require('express')\nconst bcrypt = require('bcrypt')\nconst app = express()\napp.post('/login', async (req, res) => {\n  const user = await db.users.findOne({ email: req.body.email })\n  const isRight = user && (await bcrypt.compare(req.body.password, user.hash))\n  if (!isRight) return res.status(401).json({ error: 'Invalid email or password' })\n  res.json({ ok: true })\n})\n",
      "const express = require('express')\nconst app = express()\napp.get('/users/:id', async (req, res) => {\n  const user = await db.users.findOne({ id: req.params.id })\n  if (!user) return res.status(404).json({ error: 'User not found' })\n  res.json({ name: user.name, hint: 'wrong password' })\n})\n",
    ],
  },
  {
    kind: 'cors-reflected-origin',
    language: 'javascript',
    weak: [
      "const cors = require('cors')\nconst app = require('express')()\nconst OURS = new Set(['https://shop.example'])\napp.use(cors({ origin: (origin, done) => done(null, origin ?? true), credentials: true }))\n",
      "const cors = require('cors')\nconst app = require('express')()\nconst OURS = new Set(['https://shop.example'])\napp.use(cors({ origin: (origin, done) => done(null, origin || true), credentials: true }))\n",
      "const cors = require('cors')\nconst app = require('express')()\nconst OURS = new Set(['https://shop.example'])\napp.use(cors({ origin: (origin, done) => done(null, origin), credentials: true }))\n",
    ],
    safe: [
      "const cors = require('cors')\nconst app = require('express')()\nconst OURS = new Set(['https://shop.example'])\napp.use(cors({ origin: (origin, done) => done(null, OURS.has(origin)), credentials: true }))\n",
      "const cors = require('cors')\nconst app = require('express')()\nconst OURS = new Set(['https://shop.example'])\napp.use(cors({ origin: (origin, done) => (OURS.has(origin) ? done(null, origin) : done(null, false)), credentials: true }))\n",
      "const cors = require('cors')\nconst app = require('express')()\nconst OURS = new Set(['https://shop.example'])\napp.use(cors({ origin: (origin, done) => done(null, origin === 'https://shop.example' ? origin : false), credentials: true }))\n",
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'javascript',
    weak: [
      `${MYSQL}app.post('/me', async (req, res) => res.json(await pool.query('UPDATE users SET ? WHERE id = ?', [req.body, req.session.id])))\n`,
      `${MYSQL}app.post('/me', async (req, res) => {\n  const { id, ...changes } = req.body\n  await query('UPDATE users SET ? WHERE id = ?', [changes, req.session.id])\n  res.end()\n})\n`,
      `${MYSQL}app.post('/users', async (req, res) => res.json(await pool.query('INSERT INTO users SET ?', req.body)))\n`,
    ],
    safe: [
      `${MYSQL}app.post('/me', async (req, res) => res.json(await pool.query('UPDATE users SET ? WHERE id = ?', [{ city: String(req.body.city) }, req.session.id])))\n`,
      `${MYSQL}app.post('/me', async (req, res) => res.json(await pool.query('UPDATE users SET city = ? WHERE id = ?', [req.body.city, req.session.id])))\n`,
      `${MYSQL}app.post('/users', async (req, res) => res.json(await pool.query('SELECT id FROM users WHERE id = ?', [req.body.id])))\n`,
    ],
  },
  {
    kind: 'weak-random',
    language: 'javascript',
    weak: [
      `${MYSQL}const LETTERS = 'abcdefghijklmnop'\nfunction* letters() {\n  for (;;) {\n    const position = Math.trunc(Math.random() * LETTERS.length)\n    yield LETTERS[position]\n  }\n}\nfunction made(length) {\n  let token = ''\n  for (const letter of letters()) {\n    token += letter\n    if (token.length === length) return token\n  }\n}\napp.get('/t', (req, res) => res.end(made(9)))\n`,
      `${MYSQL}const LETTERS = 'abcdefghijklmnop'\nconst pick = (n) => Math.floor(Math.random() * n)\nfunction made(length) {\n  let token = ''\n  while (token.length < length) token += LETTERS[pick(LETTERS.length)]\n  return token\n}\napp.get('/t', (req, res) => res.end(made(9)))\n`,
      `${MYSQL}app.post('/send', async (req, res) => {\n  const drawn = Math.random().toString(36).slice(2)\n  await query('UPDATE users SET reset_code = ? WHERE email = ?', [drawn, req.body.email])\n  res.end()\n})\n`,
      `${MYSQL}app.post('/send', async (req, res) => {\n  const drawn = Math.random().toString(36).slice(2)\n  await query('INSERT INTO resets (email, token) VALUES (?, ?)', [req.body.email, drawn])\n  res.end()\n})\n`,
    ],
    safe: [
      `${MYSQL}const COLOURS = ['red', 'green']\nfunction* colours() {\n  for (;;) {\n    const position = Math.trunc(Math.random() * COLOURS.length)\n    yield COLOURS[position]\n  }\n}\nfunction made(length) {\n  const palette = []\n  for (const colour of colours()) {\n    palette.push(colour)\n    if (palette.length === length) return palette\n  }\n}\napp.get('/t', (req, res) => res.json(made(9)))\n`,
      `${MYSQL}app.post('/send', async (req, res) => {\n  const drawn = Math.random()\n  await query('UPDATE users SET place = ? WHERE email = ?', [drawn, req.body.email])\n  res.end()\n})\n`,
      `${MYSQL}app.post('/send', async (req, res) => {\n  const drawn = Math.random()\n  await query('INSERT INTO draws (token, place) VALUES (?, ?)', [req.body.token, drawn])\n  res.end()\n})\n`,
    ],
  },
  {
    kind: 'cache-not-keyed-by-user',
    language: 'python',
    weak: [
      VIEW(
        "@login_required\ndef show(request):\n    def mine():\n        return list(Ride.objects.filter(rider=request.user)[:9])\n    return JsonResponse({'rides': cache.get_or_set('my-rides', mine, 60)})\n",
      ),
      VIEW("@login_required\ndef show(request):\n    cache.set('name', request.user.get_full_name(), 60)\n    return HttpResponse('ok')\n"),
    ],
    safe: [
      VIEW(
        "@login_required\ndef show(request):\n    def mine():\n        return list(Ride.objects.filter(rider=request.user)[:9])\n    return JsonResponse({'rides': cache.get_or_set(f'rides:{request.user.pk}', mine, 60)})\n",
      ),
      VIEW(
        "@login_required\ndef show(request):\n    def all_days():\n        return list(Ride.objects.values('day')[:9])\n    return JsonResponse({'rides': cache.get_or_set('days', all_days, 60)})\n",
      ),
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'python',
    weak: [
      "from django.core.cache import cache\ndef find(request):\n    q = request.GET['q']\n    cache.set('found:' + q, look_up(q), None)\n",
      "from django.core.cache import cache\ndef find(q):\n    return cache.get_or_set(f'found:{q}', lambda: look_up(q), timeout=None)\n",
    ],
    safe: [
      "from django.core.cache import cache\ndef find(request):\n    q = request.GET['q']\n    cache.set('found:' + q, look_up(q), 300)\n",
      "from django.core.cache import cache\ndef rates():\n    cache.set('rates', fetch_rates(), None)\n",
    ],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'python',
    weak: [
      VIEW(
        "def show(request):\n    return JsonResponse({'taken': list(Ride.objects.filter(day__gt='2030-01-01').values('day', 'rider__email')[:50])})\n",
      ),
    ],
    safe: [
      VIEW("def show(request):\n    return JsonResponse({'taken': list(Ride.objects.values('day')[:50])})\n"),
      VIEW(
        "@login_required\ndef show(request):\n    return JsonResponse({'taken': list(Ride.objects.filter(rider=request.user).values('day', 'rider__email')[:50])})\n",
      ),
    ],
  },
  {
    kind: 'claimed-type',
    language: 'python',
    weak: [
      VIEW(
        "def show(request):\n    if request.content_type == 'text/plain':\n        return HttpResponse(status=415)\n    upload = request.FILES['scan']\n    Scan.objects.create(body=upload, kind=upload.content_type)\n    return HttpResponse('ok')\ndef give(request, pk):\n    scan = Scan.objects.get(pk=pk)\n    return HttpResponse(scan.body, content_type=scan.kind)\n",
      ),
    ],
    safe: [
      VIEW(
        "def show(request):\n    upload = request.FILES['scan']\n    if upload.content_type not in ('image/png', 'image/jpeg'):\n        return HttpResponse(status=415)\n    Scan.objects.create(body=upload, kind=upload.content_type)\n    return HttpResponse('ok')\ndef give(request, pk):\n    scan = Scan.objects.get(pk=pk)\n    return HttpResponse(scan.body, content_type=scan.kind)\n",
      ),
      VIEW(
        "def show(request):\n    upload = request.FILES['scan']\n    Scan.objects.create(body=upload, kind=upload.content_type)\n    return HttpResponse('ok')\ndef give(request, pk):\n    scan = Scan.objects.get(pk=pk)\n    return HttpResponse(scan.body, content_type='application/octet-stream')\n",
      ),
    ],
  },
  {
    kind: 'redos-validator',
    language: 'python',
    weak: [
      "from django.core.validators import RegexValidator\nfrom django.db import models\nclass Rider(models.Model):\n    phone = models.CharField(max_length=60, validators=[RegexValidator(r'^(\\d+[ -]?)+$')])\n",
      "from rest_framework import serializers\nclass Rider(serializers.Serializer):\n    tag = serializers.RegexField(regex=r'^([a-z]+)*$')\n",
    ],
    safe: [
      "from django.core.validators import RegexValidator\nfrom django.db import models\nclass Rider(models.Model):\n    phone = models.CharField(max_length=60, validators=[RegexValidator(r'^[0-9 -]{6,20}$')])\n",
    ],
  },
  {
    kind: 'secret-in-url',
    language: 'python',
    weak: [
      VIEW(
        "def show(request):\n    rider = authenticate(request, username='x', password=request.GET.get('password'))\n    return HttpResponse(str(rider))\n",
      ),
    ],
    safe: [
      VIEW(
        "def show(request):\n    rider = authenticate(request, username='x', password=request.POST.get('password'))\n    return HttpResponse(str(rider))\n",
      ),
    ],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'python',
    weak: [
      "import logging\nlog = logging.getLogger('x')\ndef seen(request):\n    log.info('%s %s', request.path, dict(request.POST))\n",
      "import logging\nlog = logging.getLogger('x')\ndef seen(request):\n    log.info('%s %s', request.path, request.COOKIES)\n",
    ],
    safe: [
      "import logging\nlog = logging.getLogger('x')\ndef seen(request):\n    log.info('%s %s', request.path, request.POST.get('city'))\n",
      "import logging\nlog = logging.getLogger('x')\ndef seen(request):\n    log.info('%s %s', request.path, len(request.COOKIES))\n",
    ],
  },
  {
    kind: 'check-then-act',
    language: 'python',
    weak: [
      VIEW(
        "def show(request):\n    sender = Rider.objects.get(pk=request.user.pk)\n    sender.balance_cents = sender.balance_cents - 100\n    sender.save()\n    return HttpResponse('ok')\n",
        'class Rider(models.Model):\n    balance_cents = models.IntegerField()\n',
      ),
    ],
    safe: [
      VIEW(
        "def show(request):\n    Rider.objects.filter(pk=request.user.pk, balance_cents__gte=100).update(balance_cents=models.F('balance_cents') - 100)\n    return HttpResponse('ok')\n",
        'class Rider(models.Model):\n    balance_cents = models.IntegerField()\n',
      ),
    ],
  },
]
