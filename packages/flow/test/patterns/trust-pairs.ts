import type { Pair } from './pairs.ts'

const CORS = (origin: string): string =>
  `import express from 'express'\nimport cors from 'cors'\nconst TRUSTED = ['https://shop.example', 'https://admin.shop.example']\nconst app = express()\napp.use(cors({ credentials: true, origin: ${origin} }))\n`
const STRATEGY = (options: string): string =>
  `import { PassportStrategy } from '@nestjs/passport'\nimport { ExtractJwt, Strategy } from 'passport-jwt'\nexport class Access extends PassportStrategy(Strategy) {\n  constructor() {\n    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.KEY${options} })\n  }\n}\n`
const FILTER = (body: string): string =>
  `import { Catch, HttpException } from '@nestjs/common'\n@Catch()\nexport class Failures {\n  catch(error: unknown, host) {\n    const res = host.switchToHttp().getResponse()\n    ${body}\n  }\n}\n`
const FASTIFY_ERRORS = (body: string): string =>
  `import Fastify from 'fastify'\nconst app = Fastify()\napp.setErrorHandler((error, request, reply) => {\n  const status = error.statusCode ?? 500\n  if (status >= 500) request.log.error({ err: error }, 'failed')\n  ${body}\n})\n`
const DTO = (fields: string): string =>
  `import { IsEmail, IsString, Length } from 'class-validator'\nexport class Reset {\n  @IsEmail() email: string\n${fields}\n}\n`
const NEST_KEY = (read: string): string =>
  `import { ConfigService } from '@nestjs/config'\nexport const jwtSecret = (config: ConfigService) => config.${read}\n`

const LOGS = (redact: string, record: string): string =>
  `const pino = require('pino')\nconst express = require('express')\nconst { newToken } = require('./tokens')\nconst log = pino({ redact: ${redact} })\nconst app = express()\napp.post('/forgot', (req, res) => {\n  const token = newToken()\n  log.info(${record}, 'made')\n  res.end()\n})\n`
const SERIALIZED = (logger: string): string => `import Fastify from 'fastify'\nexport const app = Fastify({ logger: ${logger} })\n`
const COLUMNS = (columns: string, before = ''): string =>
  `const express = require('express')\nconst { pool } = require('./db')\nconst app = express()\n${before}app.patch('/me', async (req, res) => {\n  const { id, ...changes } = req.body\n  const columns = ${columns}\n  const sets = columns.map((c, i) => \`\${c} = $\${i + 2}\`).join(', ')\n  await pool.query(\`UPDATE members SET \${sets} WHERE id = $1\`, [req.user.id, ...columns.map((c) => changes[c])])\n  res.end()\n})\n`
const FLASK_COLUMNS = (names: string): string =>
  `from flask import Flask, request\nfrom db import connection\napp = Flask(__name__)\n@app.patch("/me")\ndef change():\n    data = request.get_json()\n    sets = ", ".join(f"{name} = ?" for name in ${names})\n    connection().execute(f"UPDATE members SET {sets} WHERE id = 1", list(data.values()))\n    return {}\n`

const MONGOOSE = (read: string, secret = '{ type: String }'): string =>
  `import Fastify from 'fastify'\nimport { model, Schema } from 'mongoose'\nmodel('Keeper', new Schema({ name: String, passwordHash: ${secret} }))\nconst Listings = model('Listing', new Schema({ title: String, seller: { type: Schema.Types.ObjectId, ref: 'Keeper' } }))\nconst app = Fastify()\napp.get('/listings/:id', async (request, reply) => {\n  const found = await Listings.findById(request.params.id)${read}\n  return found ?? reply.code(404).send({})\n})\n`
const SWAGGER = (before: string, use = "app.use('/docs', swaggerUi.serve, swaggerUi.setup(spec))"): string =>
  `import express from 'express'\nimport swaggerUi from 'swagger-ui-express'\nimport { asks, spec } from './spec.js'\nconst app = express()\n${before}${use}\n`

const HONO_CORS = (origin: string): string =>
  `import { Hono } from 'hono'\nimport { cors } from 'hono/cors'\nconst ALLOWED = new Set(['https://shop.example'])\nconst app = new Hono()\napp.use(cors({ origin: ${origin}, credentials: true }))\nexport default app\n`
const OWN_CORS = (helper: string, condition: string): string =>
  `const app = require('express')()
const config = require('./config')
${helper}
app.use((req, res, next) => {
  const origin = req.get('origin')
  if (${condition}) {
    res.setHeader('Access-Control-Allow-Origin', origin)
    res.setHeader('Access-Control-Allow-Credentials', 'true')
  }
  next()
})
`
const HONO_ANY = (begin: string, headers: string): string =>
  `import { Hono } from 'hono'\nconst app = new Hono()\nconst signedIn = async (c, next) => {\n  if (!c.req.header('authorization')) return c.json({}, 401)\n  await next()\n}\n${begin}\n${headers}\n  return c.json({})\n})\nexport default app\n`

/** What is trusted: names of origins, tokens that have run out, texts of exceptions, keys that are there by default. */
export const TRUST_PAIRS: readonly Pair[] = [
  {
    kind: 'cors-reflected-origin',
    language: 'typescript',
    weak: [HONO_CORS('(origin) => origin'), HONO_CORS("(origin) => origin ?? '*'"), HONO_CORS('(origin) => { return origin }')],
    safe: [
      HONO_CORS("(origin) => (ALLOWED.has(origin) ? origin : 'https://shop.example')"),
      HONO_CORS("(origin) => { if (origin !== 'https://shop.example') return null; return origin }"),
      HONO_CORS("['https://shop.example']"),
    ],
  },
  {
    kind: 'cors-any-origin',
    language: 'typescript',
    weak: [
      HONO_ANY("app.get('/rates', signedIn, (c) => {", "  c.header('Access-Control-Allow-Origin', '*')"),
      HONO_ANY("app.post('/rates', (c) => {", "  c.header('Access-Control-Allow-Origin', '*')"),
      HONO_ANY('app.use(async (c, next) => {\n  await next()', "  c.header('Access-Control-Allow-Origin', '*')"),
      HONO_ANY(
        "app.get('/rates', (c) => {",
        "  c.header('Access-Control-Allow-Origin', '*')\n  c.header('Access-Control-Allow-Credentials', 'true')",
      ),
    ],
    safe: [HONO_ANY("app.get('/rates', (c) => {", "  c.header('Access-Control-Allow-Origin', '*')")],
  },
  {
    kind: 'cors-reflected-origin',
    language: 'javascript',
    weak: [
      CORS("(origin, done) => done(null, !origin || new URL(origin).hostname.endsWith('shop.example'))"),
      CORS("(origin, done) => done(null, ['shop.example', 'shop.test'].some((name) => origin.endsWith(name)))"),
      CORS('(origin, done) => done(null, new URL(origin).host.endsWith(process.env.WEB_DOMAIN))'),
      CORS("(origin, done) => done(null, origin.startsWith('https://shop.example'))"),
      CORS("(origin, done) => done(null, origin.includes('shop.example'))"),
      CORS('/shop\\.example$/'),
      CORS("[/^https:\\/\\/shop\\.example/, 'https://admin.test']"),
      CORS('/^https:\\/\\/.*shop\\.example$/'),
      CORS('(origin, done) => done(null, /\\/\\/shop\\.example/.test(origin))'),
    ],
    safe: [
      CORS("(origin, done) => done(null, new URL(origin).hostname.endsWith('.shop.example'))"),
      CORS("(origin, done) => done(null, new URL(origin).hostname.endsWith('.' + process.env.WEB_DOMAIN))"),
      CORS('(origin, done) => done(null, TRUSTED.includes(origin))'),
      CORS("(origin, done) => done(null, origin.startsWith('http://localhost:'))"),
      CORS('/^https:\\/\\/(?:[a-z]+\\.)?shop\\.example$/'),
      CORS('[/^https:\\/\\/pr-\\d+\\.shop\\.example$/, /\\.shop\\.example$/]'),
    ],
  },
  {
    kind: 'cors-reflected-origin',
    language: 'javascript',
    weak: [
      OWN_CORS('const isOurs = (origin) => Boolean(origin)', 'isOurs(origin)'),
      OWN_CORS("const isOurs = (origin) => typeof origin === 'string' && origin !== ''", 'isOurs(origin)'),
      OWN_CORS('const isOurs = (origin) => new URL(origin).hostname.endsWith(config.siteDomain)', 'origin && isOurs(origin)'),
      OWN_CORS('const isOurs = (origin) => /shop\\.example$/.test(origin)', 'isOurs(origin)'),
      OWN_CORS('', "origin.startsWith('https://shop.example')"),
      OWN_CORS('', 'origin'),
    ],
    safe: [
      OWN_CORS('const isOurs = (origin) => config.origins.includes(origin)', 'origin && isOurs(origin)'),
      OWN_CORS('const isOurs = (origin) => config.origins.split(",").find((one) => one === origin)', 'isOurs(origin)'),
      OWN_CORS('const isOurs = (origin) => origin === config.site', 'isOurs(origin)'),
      OWN_CORS("const known = new Set(['https://shop.example'])\nconst isOurs = (origin) => known.has(origin)", 'origin && isOurs(origin)'),
      OWN_CORS("const { isOurs } = require('@shop/origins')", 'isOurs(origin)'),
    ],
  },
  {
    kind: 'cors-reflected-origin',
    language: 'python',
    weak: [
      'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*shop\\.example", allow_credentials=True)\n',
      'from flask import Flask\nfrom flask_cors import CORS\napp = Flask(__name__)\nCORS(app, origins=[r"https://shop\\.example"], supports_credentials=True)\n',
    ],
    safe: [
      'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origin_regex=r"https://(.+\\.)?shop\\.example", allow_credentials=True)\n',
      'from flask import Flask\nfrom flask_cors import CORS\napp = Flask(__name__)\nCORS(app, origins=["https://shop.example"], supports_credentials=True)\n',
    ],
  },
  {
    kind: 'jwt-no-expiry',
    language: 'typescript',
    weak: [
      STRATEGY(', ignoreExpiration: true'),
      "import fastify from 'fastify'\nimport fastifyJwt from '@fastify/jwt'\nconst app = fastify()\napp.register(fastifyJwt, { secret: process.env.KEY, verify: { ignoreExpiration: true } })\n",
    ],
    safe: [
      STRATEGY(', ignoreExpiration: false'),
      STRATEGY(''),
      "import { JwtService } from '@nestjs/jwt'\nexport class Sessions {\n  constructor(private readonly jwt: JwtService) {}\n  refresh(token: string) {\n    return this.jwt.verifyAsync(token, { ignoreExpiration: true })\n  }\n}\n",
    ],
  },
  {
    kind: 'stack-trace-response',
    language: 'typescript',
    weak: [
      FILTER(
        'if (error instanceof HttpException) {\n      return res.status(error.getStatus()).json({ message: error.message })\n    }\n    const failure = error as Error\n    return res.status(500).json({ message: failure.message })',
      ),
      FASTIFY_ERRORS('return reply.code(status).send({ error: error.message })'),
    ],
    safe: [
      FILTER(
        "if (error instanceof HttpException) return res.status(error.getStatus()).json({ message: error.message })\n    return res.status(500).json({ message: 'failed' })",
      ),
      FILTER(
        "if (!(error instanceof HttpException)) {\n      return res.status(500).json({ message: 'failed' })\n    }\n    return res.status(error.getStatus()).json({ message: error.message })",
      ),
      FASTIFY_ERRORS("return reply.code(status).send({ error: status < 500 ? error.message : 'internal error' })"),
      FASTIFY_ERRORS(
        "if (status >= 500) return reply.code(500).send({ error: 'internal error' })\n  return reply.code(status).send({ error: error.message })",
      ),
    ],
  },
  {
    kind: 'weak-password-policy',
    language: 'typescript',
    weak: [DTO('  @IsString() @Length(6, 72) password: string'), DTO('  @IsString()\n  @Length(6, 72)\n  readonly newPassword: string')],
    safe: [DTO('  @IsString() @Length(6, 6) code: string\n  @IsString() @Length(10, 72) password: string')],
  },
  {
    kind: 'config-fallback-secret',
    language: 'typescript',
    weak: [NEST_KEY("get<string>('JWT_SECRET', 'kiln-and-clay-and-glaze')")],
    safe: [NEST_KEY("get<string>('JWT_SECRET')"), NEST_KEY("getOrThrow<string>('JWT_SECRET')")],
  },
  {
    kind: 'sensitive-log-pattern',
    language: 'javascript',
    weak: [
      LOGS("['password', 'req.headers.cookie']", '{ link: `/reset?token=${token}` }'),
      SERIALIZED('{ serializers: { req: (req) => ({ method: req.method, url: req.url, headers: req.headers }) } }'),
    ],
    safe: [
      LOGS("['password', 'link']", '{ id: req.params.id }'),
      LOGS("['*']", '{ link: `/reset?token=${token}` }'),
      LOGS("['body.password']", '{ body: { password: req.body.password } }'),
      SERIALIZED('{ serializers: { req: (req) => ({ method: req.method, url: req.url }) } }'),
      SERIALIZED(
        "{ redact: ['req.headers.authorization', 'req.headers.cookie'], serializers: { req: (req) => ({ url: req.url, headers: req.headers }) } }",
      ),
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'javascript',
    weak: [COLUMNS('Object.keys(changes).filter((c) => /^[a-z_]+$/.test(c))'), COLUMNS('Object.keys(req.body)')],
    safe: [
      COLUMNS("Object.keys(changes).filter((c) => ['street', 'postcode'].includes(c))"),
      COLUMNS('Object.keys(changes).filter((c) => EDITABLE.has(c))', "const EDITABLE = new Set(['street', 'postcode'])\n"),
      COLUMNS("['street', 'postcode']"),
    ],
  },
  {
    kind: 'mass-assignment-pattern',
    language: 'python',
    weak: [FLASK_COLUMNS('data'), FLASK_COLUMNS('data.keys()')],
    safe: [FLASK_COLUMNS('data if name in ALLOWED'), FLASK_COLUMNS('("street", "postcode")')],
  },
  {
    kind: 'sensitive-response-pattern',
    language: 'typescript',
    weak: [
      MONGOOSE(".populate('seller').lean()"),
      MONGOOSE(".populate({ path: 'seller' })"),
      MONGOOSE(".select('title seller').populate('seller')"),
    ],
    safe: [
      MONGOOSE(".populate('seller', 'name')"),
      MONGOOSE(".populate({ path: 'seller', select: 'name' })"),
      MONGOOSE(".populate('seller')", '{ type: String, select: false }'),
      MONGOOSE(''),
    ],
  },
  {
    kind: 'docs-served',
    language: 'typescript',
    weak: [
      SWAGGER(''),
      "import { NestFactory } from '@nestjs/core'\nimport { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'\nimport { Shop } from './shop'\nasync function start() {\n  const app = await NestFactory.create(Shop)\n  SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, new DocumentBuilder().build()))\n  await app.listen(3000)\n}\nvoid start()\n",
    ],
    safe: [
      SWAGGER("if (process.env.NODE_ENV !== 'production') "),
      SWAGGER('', "app.use('/docs', asks, swaggerUi.serve, swaggerUi.setup(spec))"),
      "import { SwaggerModule } from '@nestjs/swagger'\nimport { description } from './description'\nexport function describe(app, settings) {\n  if (!settings.docsEnabled) return\n  SwaggerModule.setup('docs', app, description(app))\n}\n",
    ],
  },
]
