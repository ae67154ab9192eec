import type { Pair } from './pairs.ts'

const NEST = "import { Injectable, Module } from '@nestjs/common'\nimport { JwtModule, JwtService } from '@nestjs/jwt'\n"
const NEST_SERVICE =
  '@Injectable()\nexport class Tokens {\n  constructor(private readonly jwt: JwtService) {}\n  issue(id) {\n    return this.jwt.signAsync({ sub: id })\n  }\n}\n'

/** Tokens: when they end, and whether anybody looks at their signature. */
export const TOKEN_PAIRS: readonly Pair[] = [
  {
    kind: 'jwt-no-expiry',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nconst base = { algorithm: 'HS256' }\nconst issue = (id, more = {}) => jwt.sign({ sub: id }, process.env.KEY, { ...base, ...more })\nexports.login = (id) => issue(id, { issuer: 'shop' })\n",
      "import { SignJWT } from 'jose'\nexport const issue = (id, key) => new SignJWT({ id }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().sign(key)\n",
      "import { sign } from 'hono/jwt'\nconst claims = (id) => ({ sub: id, iat: Math.floor(Date.now() / 1000) })\nexport const issue = (id, key) => sign(claims(id), key, 'HS256')\n",
      "import fastify from 'fastify'\nimport fastifyJwt from '@fastify/jwt'\nconst app = fastify()\napp.register(fastifyJwt, { secret: process.env.KEY })\napp.post('/login', async (request, reply) => ({ token: await reply.jwtSign({ id: 1 }) }))\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nconst base = { algorithm: 'HS256' }\nconst issue = (id, more = {}) => jwt.sign({ sub: id }, process.env.KEY, { ...base, ...more })\nexports.login = (id) => issue(id, { expiresIn: '10m' })\n",
      "const jwt = require('jsonwebtoken')\nexports.issue = (id, options) => jwt.sign({ sub: id }, process.env.KEY, options)\n",
      "import { SignJWT } from 'jose'\nexport function issue(id, key) {\n  const token = new SignJWT({ id }).setProtectedHeader({ alg: 'HS256' })\n  token.setExpirationTime('15m')\n  return token.sign(key)\n}\n",
      "import { sign } from 'hono/jwt'\nconst claims = (id) => ({ sub: id, exp: Math.floor(Date.now() / 1000) + 600 })\nexport const issue = (id, key) => sign(claims(id), key, 'HS256')\n",
      "import fastify from 'fastify'\nimport fastifyJwt from '@fastify/jwt'\nconst app = fastify()\napp.register(fastifyJwt, { secret: process.env.KEY, sign: { expiresIn: '10m' } })\napp.post('/login', async (request, reply) => ({ token: await reply.jwtSign({ id: 1 }) }))\n",
      "import fastify from 'fastify'\nimport fastifyJwt from '@fastify/jwt'\nimport { options } from './options.js'\nconst app = fastify()\napp.register(fastifyJwt, options)\napp.post('/login', async (request, reply) => ({ token: await reply.jwtSign({ id: 1 }) }))\n",
    ],
  },
  {
    kind: 'jwt-no-expiry',
    language: 'typescript',
    weak: [
      `${NEST}${NEST_SERVICE}@Module({ imports: [JwtModule.register({ secret: process.env.KEY })], providers: [Tokens] })\nexport class Auth {}\n`,
    ],
    safe: [
      `${NEST}${NEST_SERVICE}@Module({ imports: [JwtModule.register({ secret: process.env.KEY, signOptions: { expiresIn: '10m' } })], providers: [Tokens] })\nexport class Auth {}\n`,
      `${NEST}import { options } from './options'\n${NEST_SERVICE}@Module({ imports: [JwtModule.registerAsync({ useFactory: options })], providers: [Tokens] })\nexport class Auth {}\n`,
    ],
  },
  {
    kind: 'jwt-no-expiry',
    language: 'python',
    weak: [
      'import jwt\ndef issue(account, **claims):\n    payload = {"sub": account, **claims}\n    return jwt.encode(payload, key(), algorithm="HS256")\ndef login(account):\n    return issue(account, plan="basic")\n',
      'from authlib.jose import jwt\ndef issue(account):\n    return jwt.encode({"alg": "HS256"}, {"sub": account}, key())\n',
    ],
    safe: [
      'import jwt\ndef issue(account, **claims):\n    payload = {"sub": account, **claims}\n    return jwt.encode(payload, key(), algorithm="HS256")\ndef login(account):\n    return issue(account, exp=soon())\n',
      'import jwt\ndef issue(payload):\n    return jwt.encode(payload, key(), algorithm="HS256")\n',
      'from authlib.jose import jwt\ndef issue(account):\n    return jwt.encode({"alg": "HS256"}, {"sub": account, "exp": soon()}, key())\n',
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (req, res, next) => {\n  try {\n    req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] })\n  } catch (error) {\n    console.warn(error.message)\n    req.user = jwt.decode(req.headers.authorization)\n  }\n  next()\n}\n",
      "import { decode } from 'hono/jwt'\nexport const session = async (c, next) => {\n  const { payload } = decode(c.req.header('authorization') ?? '')\n  c.set('user', payload.sub)\n  await next()\n}\n",
      "export function claims(request) {\n  const [, body] = request.headers.authorization.split('.')\n  return JSON.parse(Buffer.from(body, 'base64url').toString())\n}\n",
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nconst isSigned = (text, mac) => timingSafeEqual(createHmac('sha256', process.env.KEY).update(text).digest(), Buffer.from(mac, 'base64url'))\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  if (alg !== 'none' && !isSigned(`${head}.${body}`, mac)) throw new Error('bad')\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) throw new Error('old')\n  return claims\n}\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nmodule.exports = (req, res, next) => {\n  try {\n    req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] })\n  } catch (error) {\n    const refused = jwt.decode(req.headers.authorization)\n    console.warn('refused', refused?.jti)\n    return res.status(401).end()\n  }\n  next()\n}\n",
      "import { decode, verify } from 'hono/jwt'\nimport { keyFor } from './keys.js'\nexport const session = async (c, next) => {\n  const token = c.req.header('authorization') ?? ''\n  const { header } = decode(token)\n  c.set('user', (await verify(token, keyFor(header.kid), 'RS256')).sub)\n  await next()\n}\n",
      "export function keyName(request) {\n  const [head] = request.headers.authorization.split('.')\n  return JSON.parse(Buffer.from(head, 'base64url').toString()).kid\n}\n",
      "export function renewAt(stored) {\n  const [, body] = stored.split('.')\n  return JSON.parse(Buffer.from(body, 'base64url').toString()).exp\n}\n",
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nconst isSigned = (text, mac) => timingSafeEqual(createHmac('sha256', process.env.KEY).update(text).digest(), Buffer.from(mac, 'base64url'))\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  if (alg === 'none') throw new Error('unsigned')\n  if (!isSigned(`${head}.${body}`, mac)) throw new Error('bad')\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) throw new Error('old')\n  return claims\n}\n",
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'python',
    weak: [
      'import base64, json\ndef payload_of(token):\n    part = token.split(".")[1]\n    return json.loads(base64.urlsafe_b64decode(part + "=="))\nclass Middleware:\n    def __init__(self, get_response):\n        self.get_response = get_response\n    def __call__(self, request):\n        request.claims = payload_of(request.headers.get("Authorization", ""))\n        return self.get_response(request)\n',
    ],
    safe: [
      'import base64, json\nimport jwt\ndef payload_of(token):\n    part = token.split(".")[1]\n    return json.loads(base64.urlsafe_b64decode(part + "=="))\nclass Middleware:\n    def __init__(self, get_response):\n        self.get_response = get_response\n    def __call__(self, request):\n        token = request.headers.get("Authorization", "")\n        jwt.decode(token, key_of(payload_of(token)["iss"]), algorithms=["RS256"])\n        request.claims = payload_of(token)\n        return self.get_response(request)\n',
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'javascript',
    weak: [
      "const jwt = require('jsonwebtoken')\nexports.open = (token, key) => {\n  const { header } = jwt.decode(token, { complete: true })\n  const algorithm = header.alg\n  return jwt.verify(token, key, { algorithms: [algorithm] })\n}\n",
    ],
    safe: [
      "const jwt = require('jsonwebtoken')\nexports.open = (token, key) => {\n  const { header } = jwt.decode(token, { complete: true })\n  const algorithm = header.alg\n  if (!['RS256', 'ES256'].includes(algorithm)) throw new Error('algorithm')\n  return jwt.verify(token, key, { algorithms: [algorithm] })\n}\n",
      "const jwt = require('jsonwebtoken')\nexports.open = (token, keys) => {\n  const { header } = jwt.decode(token, { complete: true })\n  const { key, algorithm } = keys.find(header.kid)\n  return jwt.verify(token, key, { algorithms: [process.env.JWT_ALGORITHM] })\n}\n",
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'python',
    weak: [
      'import jwt\ndef claims(token, key):\n    algorithm = jwt.get_unverified_header(token)["alg"]\n    return jwt.decode(token, key, algorithms=[algorithm])\n',
    ],
    safe: [
      'import jwt\nEXPECTED = "RS256"\ndef claims(token, key):\n    algorithm = jwt.get_unverified_header(token).get("alg")\n    if algorithm != EXPECTED:\n        raise ValueError("algorithm")\n    return jwt.decode(token, key, algorithms=[algorithm])\n',
    ],
  },
  {
    kind: 'jwt-no-algorithms',
    language: 'javascript',
    weak: [
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst DIGESTS = { HS256: 'sha256', HS512: 'sha512' }\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) return null\n  if (!DIGESTS[alg]) return claims\n  const wanted = createHmac(DIGESTS[alg], process.env.KEY).update(`${head}.${body}`).digest()\n  return timingSafeEqual(wanted, Buffer.from(mac, 'base64url')) ? claims : null\n}\n",
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst DIGESTS = { HS256: 'sha256', HS512: 'sha512' }\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) return null\n  if (!Object.keys(DIGESTS).includes(alg)) return { ...claims }\n  const wanted = createHmac(DIGESTS[alg], process.env.KEY).update(`${head}.${body}`).digest()\n  return timingSafeEqual(wanted, Buffer.from(mac, 'base64url')) ? claims : null\n}\n",
    ],
    safe: [
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst DIGESTS = { HS256: 'sha256', HS512: 'sha512' }\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) return null\n  if (!DIGESTS[alg]) return null\n  const wanted = createHmac(DIGESTS[alg], process.env.KEY).update(`${head}.${body}`).digest()\n  return timingSafeEqual(wanted, Buffer.from(mac, 'base64url')) ? claims : null\n}\n",
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst DIGESTS = { HS256: 'sha256', HS512: 'sha512' }\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) return null\n  if (!DIGESTS[alg]) return { error: 'unknown algorithm' }\n  const wanted = createHmac(DIGESTS[alg], process.env.KEY).update(`${head}.${body}`).digest()\n  return timingSafeEqual(wanted, Buffer.from(mac, 'base64url')) ? claims : null\n}\n",
      "import { createHmac, timingSafeEqual } from 'node:crypto'\nconst DIGESTS = { HS256: 'sha256', HS512: 'sha512' }\nconst read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString())\nexport function open(token) {\n  const [head, body, mac] = token.split('.')\n  const { alg } = read(head)\n  const claims = read(body)\n  if (claims.exp < Date.now() / 1000) return null\n  if (!DIGESTS[alg]) throw new Error('unknown algorithm')\n  const wanted = createHmac(DIGESTS[alg], process.env.KEY).update(`${head}.${body}`).digest()\n  return timingSafeEqual(wanted, Buffer.from(mac, 'base64url')) ? claims : null\n}\n",
    ],
  },
]
