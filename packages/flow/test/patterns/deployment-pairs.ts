import type { Pair } from './pairs.ts'

/** How a service meets the network, and two requests each other. */
const NEST_SETTINGS = (options: string, more = ''): string =>
  `import { Module } from '@nestjs/common'\nimport { ConfigModule } from '@nestjs/config'\n${more}@Module({ imports: [ConfigModule.forRoot(${options})] })\nexport class AppModule {}\n`

const MODE = (declared: string, used = "if (env.NODE_ENV !== 'production') log(error.stack)"): string =>
  `import { z } from 'zod'\nconst schema = z.object({\n  NODE_ENV: ${declared},\n})\nexport const env = schema.parse(process.env)\nexport function tell(error) {\n  ${used}\n}\n`
const PYTHON_MODE = (declared: string): string =>
  `from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    environment: ${declared}\nsettings = Settings()\ndef is_open():\n    return settings.environment == 'development'\n`
const ORDER = (field: string): string => `import { z } from 'zod'\nexport const order = z.object({ plan: z.string(), ${field} })\n`
const PAGE = (field: string, more = ''): string =>
  `import { z } from 'zod'\nexport const listing = z.object({ page: z.coerce.number().int().min(1).max(9999), ${field} })\n${more}`
const PYTHON_ORDER = (field: string): string =>
  `from typing import Annotated\nfrom pydantic import BaseModel, Field\nclass Order(BaseModel):\n    ${field}\n`

export const DEPLOYMENT_PAIRS: readonly Pair[] = [
  {
    kind: 'config-unvalidated',
    language: 'typescript',
    weak: [NEST_SETTINGS('{ isGlobal: true }'), NEST_SETTINGS('')],
    safe: [
      NEST_SETTINGS('{ isGlobal: true, validate: checked }'),
      NEST_SETTINGS('{ validationSchema: schema }'),
      NEST_SETTINGS('{ load: [() => ({ port: 3000 })] }', 'export const environment = schema.parse(process.env)\n'),
    ],
  },
  {
    kind: 'development-default',
    language: 'typescript',
    weak: [
      MODE("z.enum(['development', 'test', 'production']).default('development')"),
      MODE("Joi.string().valid('development', 'production').default('development')"),
      MODE("Type.Union([Type.Literal('production'), Type.Literal('development')], { default: 'development' })"),
    ],
    safe: [
      MODE("z.enum(['development', 'test', 'production']).default('production')"),
      MODE("z.enum(['development', 'production'])"),
      // Nothing depends on it.
      MODE("z.enum(['development', 'production']).default('development')", 'log(error)'),
    ],
  },
  {
    kind: 'development-default',
    language: 'python',
    weak: [PYTHON_MODE("Literal['development', 'production'] = 'development'"), PYTHON_MODE("str = Field(default='dev')")],
    safe: [PYTHON_MODE("Literal['development', 'production'] = 'production'"), PYTHON_MODE('str')],
  },
  {
    kind: 'amount-below-nothing',
    language: 'typescript',
    weak: [ORDER('seats: z.number().max(500)'), ORDER('quantity: Joi.number().max(9)'), ORDER('qty: Type.Number({ maximum: 9 })')],
    safe: [
      ORDER('seats: z.number().int().min(1).max(500)'),
      ORDER('seats: z.number().positive().max(500)'),
      ORDER('quantity: Joi.number().min(1).max(9)'),
      ORDER('qty: Type.Number({ minimum: 1, maximum: 9 })'),
      // Both signs may be meant where nothing is bound.
      ORDER('amount: z.number()'),
      ORDER('latitude: z.number().max(90)'),
    ],
  },
  {
    kind: 'amount-below-nothing',
    language: 'python',
    weak: [PYTHON_ORDER('seats: int = Field(le=500)'), PYTHON_ORDER('quantity: Annotated[int, Field(le=9)]')],
    safe: [PYTHON_ORDER('seats: int = Field(ge=1, le=500)'), PYTHON_ORDER('quantity: Annotated[int, Field(gt=0, le=9)]')],
  },
  {
    kind: 'page-size-open',
    language: 'typescript',
    weak: [
      PAGE('limit: z.coerce.number().int().min(1).default(20)'),
      PAGE('perPage: Joi.number().integer().default(20)'),
      PAGE('pageSize: Type.Integer({ minimum: 1 })'),
    ],
    safe: [
      PAGE('limit: z.coerce.number().int().min(1).max(100).default(20)'),
      PAGE('pageSize: Type.Integer({ minimum: 1, maximum: 100 })'),
      PAGE('limit: z.coerce.number().int()', 'export const size = (asked: { limit: number }) => Math.min(asked.limit, 100)\n'),
      // The limit of an account, and of no page.
      "import { z } from 'zod'\nexport const card = z.object({ holder: z.string(), limit: z.number().int() })\n",
    ],
  },
  {
    kind: 'spoofable-address',
    language: 'typescript',
    weak: [
      "import { Injectable } from '@nestjs/common'\n@Injectable()\nexport class Limit {\n  private readonly hits = new Map<string, number>()\n  use(req, res, next) {\n    const client = req.headers['x-forwarded-for'] || req.ip\n    const count = (this.hits.get(client) ?? 0) + 1\n    this.hits.set(client, count)\n    if (count > 100) return res.status(429).json({})\n    next()\n  }\n}\n",
      "import { ThrottlerGuard } from '@nestjs/throttler'\nexport class Limit extends ThrottlerGuard {\n  async getTracker(req) {\n    return req.headers['x-real-ip'] ?? req.ip\n  }\n}\n",
      "import { rateLimit } from 'express-rate-limit'\nconst clientOf = (req) => String(req.headers['x-forwarded-for']).split(',')[0]\nexport const limit = rateLimit({ limit: 10, keyGenerator: clientOf })\n",
    ],
    safe: [
      "import { Injectable } from '@nestjs/common'\n@Injectable()\nexport class Limit {\n  private readonly hits = new Map<string, number>()\n  use(req, res, next) {\n    const count = (this.hits.get(req.ip) ?? 0) + 1\n    this.hits.set(req.ip, count)\n    if (count > 100) return res.status(429).json({})\n    next()\n  }\n}\n",
      "import { ThrottlerGuard } from '@nestjs/throttler'\nexport class Limit extends ThrottlerGuard {\n  async getTracker(req) {\n    return String(req.headers['x-forwarded-for']).split(',').at(-1)\n  }\n}\n",
      "export async function ask(url, retries = 0) {\n  const response = await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.5' } })\n  if (response.status === 429 && retries < 3) return ask(url, retries + 1)\n  return response\n}\n",
    ],
  },
  {
    kind: 'limit-without-retry-after',
    language: 'javascript',
    weak: [
      "const hits = new Map()\nexport function limit(req, res, next) {\n  const count = (hits.get(req.ip) ?? 0) + 1\n  hits.set(req.ip, count)\n  if (count > 100) return res.status(429).json({ error: 'slow down' })\n  next()\n}\n",
      "import { fail } from './answers'\nconst hits = new Map()\nexport const limit = (most) => async (c, next) => {\n  const entry = hits.get(c.req.path)\n  entry.count += 1\n  if (entry.count > most) return fail(c, 429, 'Slow down')\n  return next()\n}\n",
    ],
    safe: [
      "const hits = new Map()\nexport function limit(req, res, next) {\n  const count = (hits.get(req.ip) ?? 0) + 1\n  hits.set(req.ip, count)\n  if (count > 100) return res.set('Retry-After', '60').status(429).json({ error: 'slow down' })\n  next()\n}\n",
      'export async function ask(url, retries = 0) {\n  const response = await fetch(url)\n  if ([429, 503].includes(response.status) && retries < 3) return ask(url, retries + 1)\n  return response\n}\n',
    ],
  },
  {
    kind: 'limit-without-retry-after',
    language: 'python',
    weak: [
      'from flask import Flask, abort, request\napp = Flask(__name__)\nhits = {}\n@app.before_request\ndef limit():\n    hits[request.remote_addr] = hits.get(request.remote_addr, 0) + 1\n    if hits[request.remote_addr] > 100:\n        abort(429)\n',
    ],
    safe: [
      'import requests, time\ndef ask(url, attempt=0):\n    answer = requests.get(url, timeout=5)\n    if answer.status_code == 429 and attempt < 3:\n        time.sleep(1)\n        return ask(url, attempt + 1)\n    return answer\n',
    ],
  },
  {
    kind: 'host-in-link',
    language: 'typescript',
    weak: [
      "import { Body, Controller, Post, Req } from '@nestjs/common'\nclass Mails {\n  forgot(email: string, host: string) {\n    this.send(email, `https://${host}/reset?code=${newCode()}`)\n  }\n}\n@Controller()\nexport class Passwords {\n  constructor(private readonly mails: Mails) {}\n  @Post('forgot')\n  forgot(@Body('email') email: string, @Req() req) {\n    return this.mails.forgot(email, req.headers.host)\n  }\n}\n",
    ],
    safe: [
      "import { Body, Controller, Post, Req } from '@nestjs/common'\nclass Mails {\n  forgot(email: string, host: string) {\n    log(host)\n    this.send(email, `${process.env.PUBLIC_URL}/reset?code=${newCode()}`)\n  }\n}\n@Controller()\nexport class Passwords {\n  constructor(private readonly mails: Mails) {}\n  @Post('forgot')\n  forgot(@Body('email') email: string, @Req() req) {\n    return this.mails.forgot(email, req.headers.host)\n  }\n}\n",
    ],
  },
  {
    kind: 'secret-in-url',
    language: 'typescript',
    weak: [
      "import { Controller, Get, Query } from '@nestjs/common'\n@Controller('tickets')\nexport class Tickets {\n  @Get('print')\n  print(@Query('token') token: string) {\n    return token.length\n  }\n}\n",
    ],
    safe: [
      "import { Controller, Get, Query } from '@nestjs/common'\n@Controller('newsletter')\nexport class Letters {\n  @Get('unsubscribe')\n  leave(@Query('token') token: string) {\n    return token.length\n  }\n}\n",
      "import { Controller, Get, Headers } from '@nestjs/common'\n@Controller('tickets')\nexport class Tickets {\n  @Get('print')\n  print(@Headers('x-token') token: string) {\n    return token.length\n  }\n}\n",
    ],
  },
  {
    kind: 'spoofable-address',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst { rateLimit } = require('express-rate-limit')\nconst app = express()\napp.set('trust proxy', true)\napp.use(rateLimit({ limit: 10 }))\napp.get('/a', (req, res) => res.end())\n",
      "import Koa from 'koa'\nimport Router from '@koa/router'\nimport ratelimit from 'koa-ratelimit'\nconst app = new Koa({ proxy: true })\napp.use(ratelimit({ max: 5 }))\nconst router = new Router()\nrouter.get('/a', async (ctx) => { ctx.body = '' })\napp.use(router.routes())\n",
    ],
    safe: [
      "const express = require('express')\nconst { rateLimit } = require('express-rate-limit')\nconst app = express()\napp.set('trust proxy', 1)\napp.use(rateLimit({ limit: 10 }))\napp.get('/a', (req, res) => res.end())\n",
      "const express = require('express')\nconst app = express()\napp.set('trust proxy', true)\napp.get('/a', (req, res) => res.end())\n",
      "import Koa from 'koa'\nimport Router from '@koa/router'\nimport ratelimit from 'koa-ratelimit'\nconst app = new Koa({ proxy: true, maxIpsCount: 1 })\napp.use(ratelimit({ max: 5 }))\nconst router = new Router()\nrouter.get('/a', async (ctx) => { ctx.body = '' })\napp.use(router.routes())\n",
    ],
  },
  {
    kind: 'server-timeout-off',
    language: 'javascript',
    weak: [
      "import { createServer } from 'node:http'\nconst server = createServer(handle)\nserver.requestTimeout = 0\nserver.listen(3000)\n",
      "import { createServer } from 'node:http'\ncreateServer({ headersTimeout: 0 }, handle).listen(3000)\n",
    ],
    safe: [
      "import { createServer } from 'node:http'\nconst server = createServer({ requestTimeout: 15_000 }, handle)\nserver.headersTimeout = 10_000\nserver.listen(3000)\n",
    ],
  },
  {
    kind: 'host-in-link',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst app = express()\napp.post('/forgot', (req, res) => {\n  const code = newCode()\n  mail(req.body.email, `https://${req.headers.host}/reset?code=${code}`)\n  res.end()\n})\n",
      "import Koa from 'koa'\nimport Router from '@koa/router'\nconst app = new Koa()\nconst router = new Router()\nrouter.post('/invitations', async (ctx) => {\n  await mailer.send(ctx.request.body.email, ctx.origin + '/join?token=' + newToken())\n})\napp.use(router.routes())\n",
    ],
    safe: [
      "const express = require('express')\nconst app = express()\napp.post('/forgot', (req, res) => {\n  const code = newCode()\n  mail(req.body.email, `${process.env.PUBLIC_URL}/reset?code=${code}`)\n  res.end()\n})\n",
      "const express = require('express')\nconst app = express()\napp.get('/reports', (req, res) => {\n  log(req.headers.host)\n  res.end()\n})\n",
      "const express = require('express')\nconst app = express()\napp.post('/forgot', (req, res) => {\n  const host = allowedHosts.includes(req.hostname) ? req.hostname : fallback\n  mail(req.body.email, `https://${host}/reset?code=${newCode()}`)\n  res.end()\n})\n",
    ],
  },
  {
    kind: 'host-in-link',
    language: 'python',
    weak: [
      "from flask import Flask, request\napp = Flask(__name__)\n@app.post('/forgot')\ndef forgot():\n    token = make_token()\n    send_mail(request.json['email'], request.host_url + 'reset/' + token)\n    return {}\n",
      "from fastapi import FastAPI, Request\napp = FastAPI()\n@app.post('/password-reset')\ndef forgot(request: Request, email: str):\n    send_mail(email, f'{request.base_url}reset?token={make_token()}')\n    return {}\n",
    ],
    safe: [
      "from flask import Flask, request\napp = Flask(__name__)\napp.config['SERVER_NAME'] = 'shop.example'\n@app.post('/forgot')\ndef forgot():\n    token = make_token()\n    send_mail(request.json['email'], request.host_url + 'reset/' + token)\n    return {}\n",
      "from fastapi import FastAPI, Request\nfrom starlette.middleware.trustedhost import TrustedHostMiddleware\napp = FastAPI()\napp.add_middleware(TrustedHostMiddleware, allowed_hosts=['shop.example'])\n@app.post('/password-reset')\ndef forgot(request: Request, email: str):\n    send_mail(email, f'{request.base_url}reset?token={make_token()}')\n    return {}\n",
    ],
  },
  {
    kind: 'check-then-act',
    language: 'python',
    weak: [
      "from flask import Flask\nfrom models import Slot, db\napp = Flask(__name__)\n@app.post('/slots/<int:id>/book')\ndef book(id):\n    slot = Slot.query.get(id)\n    slot.seats = slot.seats - 1\n    db.session.commit()\n    return {}\n",
      "from fastapi import FastAPI\nfrom models import Wallet\napp = FastAPI()\n@app.post('/pay')\ndef pay(amount: int):\n    wallet = Wallet.objects.get(owner=1)\n    wallet.balance -= amount\n    wallet.save()\n    return {}\n",
    ],
    safe: [
      "from flask import Flask\nfrom models import Slot, db\napp = Flask(__name__)\n@app.post('/slots/<int:id>/book')\ndef book(id):\n    slot = Slot.query.with_for_update().get(id)\n    slot.seats = slot.seats - 1\n    db.session.commit()\n    return {}\n",
      "from fastapi import FastAPI\nfrom django.db.models import F\nfrom models import Wallet\napp = FastAPI()\n@app.post('/pay')\ndef pay(amount: int):\n    Wallet.objects.filter(owner=1).update(balance=F('balance') - amount)\n    return {}\n",
      "from fastapi import FastAPI\nfrom models import Article\napp = FastAPI()\n@app.post('/rename')\ndef rename(title: str):\n    article = Article.objects.get(id=1)\n    article.title = article.title + title\n    article.save()\n    return {}\n",
    ],
  },
  {
    kind: 'check-then-act',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst app = express()\nconst db = require('better-sqlite3')('a.db')\ndb.exec('CREATE TABLE users (id INTEGER, email TEXT UNIQUE); CREATE TABLE claims (user_id INTEGER, voucher TEXT);')\napp.post('/vouchers', async (req, res) => {\n  const claimed = db.prepare('SELECT 1 FROM claims WHERE user_id = ? AND voucher = ?').get(req.user.id, req.body.voucher)\n  if (claimed) return res.status(409).end()\n  await tellBilling()\n  db.prepare('INSERT INTO claims VALUES (?, ?)').run(req.user.id, req.body.voucher)\n  res.end()\n})\n",
    ],
    safe: [
      "const express = require('express')\nconst app = express()\nconst db = require('better-sqlite3')('a.db')\ndb.exec('CREATE TABLE claims (user_id INTEGER, voucher TEXT, UNIQUE (user_id, voucher));')\napp.post('/vouchers', async (req, res) => {\n  const claimed = db.prepare('SELECT 1 FROM claims WHERE user_id = ? AND voucher = ?').get(req.user.id, req.body.voucher)\n  if (claimed) return res.status(409).end()\n  await tellBilling()\n  db.prepare('INSERT INTO claims VALUES (?, ?)').run(req.user.id, req.body.voucher)\n  res.end()\n})\n",
      "const express = require('express')\nconst app = express()\nconst db = require('better-sqlite3')('a.db')\napp.post('/files', async (req, res) => {\n  const { count } = db.prepare('SELECT COUNT(*) AS count FROM files WHERE user_id = ?').get(req.user.id)\n  if (count > 50) return res.status(409).end()\n  await store(req.file)\n  db.prepare('INSERT INTO files VALUES (?)').run(req.user.id)\n  res.end()\n})\n",
    ],
  },
  {
    kind: 'bind-all-interfaces',
    language: 'python',
    weak: ["import os\naddress = f\"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}\"\n"],
    safe: [
      "import os\naddress = f\"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}\"\n",
      "import os\nnetwork = os.environ.get('CLIENTS', '0.0.0.0')\n",
    ],
  },
  {
    kind: 'dev-server',
    language: 'python',
    weak: ["from django.core.management import call_command\ndef handle():\n    call_command('runserver', '0:8000')\n"],
    safe: ["from django.core.management import call_command\ndef handle():\n    call_command('migrate')\n"],
  },
  {
    kind: 'blind-health',
    language: 'javascript',
    weak: [
      "const express = require('express')\nconst db = require('better-sqlite3')('a.db')\nconst app = express()\napp.get('/orders', (req, res) => res.json(db.prepare('SELECT id FROM orders LIMIT 9').all()))\napp.get('/health', (req, res) => res.json({ status: 'ok', uptime: process.uptime() }))\n",
    ],
    safe: [
      "const express = require('express')\nconst db = require('better-sqlite3')('a.db')\nconst app = express()\napp.get('/orders', (req, res) => res.json(db.prepare('SELECT id FROM orders LIMIT 9').all()))\napp.get('/health', (req, res) => {\n  db.prepare('SELECT 1').get()\n  res.json({ status: 'ok' })\n})\n",
      "const express = require('express')\nconst db = require('better-sqlite3')('a.db')\nconst app = express()\napp.get('/orders', (req, res) => res.json(db.prepare('SELECT id FROM orders LIMIT 9').all()))\napp.get('/health', (req, res) => res.status(isReady() ? 200 : 503).end())\n",
      "const express = require('express')\nconst db = require('better-sqlite3')('a.db')\nconst app = express()\napp.get('/orders', (req, res) => res.json(db.prepare('SELECT id FROM orders LIMIT 9').all()))\napp.get('/health/live', (req, res) => res.json({ status: 'ok' }))\napp.get('/health/ready', async (req, res) => {\n  await pool.query('SELECT 1')\n  res.json({ status: 'ok' })\n})\n",
      "const express = require('express')\nconst app = express()\napp.get('/health', (req, res) => res.json({ status: 'ok' }))\n",
    ],
  },
  {
    kind: 'blind-health',
    language: 'python',
    weak: [
      "from fastapi import FastAPI\nimport sqlite3\napp = FastAPI()\n@app.get('/orders')\ndef orders():\n    return sqlite3.connect('a.db').execute('SELECT id FROM orders LIMIT 9').fetchall()\n@app.get('/health')\ndef health():\n    return {'status': 'ok'}\n",
    ],
    safe: [
      "from fastapi import FastAPI\nimport sqlite3\napp = FastAPI()\n@app.get('/orders')\ndef orders():\n    return sqlite3.connect('a.db').execute('SELECT id FROM orders LIMIT 9').fetchall()\n@app.get('/health')\ndef health():\n    sqlite3.connect('a.db').execute('SELECT 1')\n    return {'status': 'ok'}\n",
    ],
  },
]
