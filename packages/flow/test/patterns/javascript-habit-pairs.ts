import type { Pair } from './pairs.ts'

const SESSION =
  "const session = require('express-session')\nconst shared = { maxAge: 3600000, sameSite: 'lax' }\nfunction options(own) {\n  return { ...shared, ...own }\n}\n"
const MEMOIZE = (work: string): string =>
  `export function memoize(work) {\n  const known = new Map()\n  return (key) => {\n    const earlier = known.get(key)\n    if (earlier) return earlier\n    const promise = work(key)\n    ${work}\n    known.set(key, promise)\n    return promise\n  }\n}\nexport const locate = memoize((address) => fetch('https://geo.example/' + address))\n`
const RXJS = "import { catchError, of, map } from 'rxjs'\n"

/** Weaknesses that helpers, closures and streams hide. */
export const JAVASCRIPT_HABIT_PAIRS: readonly Pair[] = [
  {
    kind: 'insecure-cookie',
    language: 'javascript',
    weak: [
      `${SESSION}module.exports = session({ secret: process.env.SECRET, cookie: options({ httpOnly: false }) })\n`,
      `${SESSION}module.exports = (req, res) => res.cookie('sid', req.token, options({ httpOnly: true }))\n`,
      "import { getIronSession } from 'iron-session'\nexport const sessionOf = (req, res) => getIronSession(req, res, { password: process.env.SECRET, cookieName: 'sid', cookieOptions: { secure: false } })\n",
    ],
    safe: [
      `${SESSION}module.exports = session({ secret: process.env.SECRET, cookie: options({ secure: true }) })\n`,
      `${SESSION}module.exports = (req, res) => res.cookie('sid', req.token, options({ httpOnly: true, secure: true }))\n`,
      "import { getIronSession } from 'iron-session'\nexport const sessionOf = (req, res) => getIronSession(req, res, { password: process.env.SECRET, cookieName: 'sid' })\n",
    ],
  },
  {
    kind: 'hardcoded-secret',
    language: 'javascript',
    weak: [
      "module.exports = { sessionKeys: ['c83hd72jK29sLq0pWm47Zt'] }\n",
      "export const signingSecrets = { current: 'c83hd72jK29sLq0pWm47Zt', previous: 'u19dKe77wLq0pWm40Xa' }\n",
      "export const apiKeys = new Set(['c83hd72jK29sLq0pWm47Zt'])\n",
      "import session from 'cookie-session'\nimport Keygrip from 'keygrip'\nexport default session({ keys: new Keygrip(['c83hd72jK29sLq0pWm47Zt'], 'sha256') })\n",
      "import Koa from 'koa'\nconst ring = ['c83hd72jK29sLq0pWm47Zt']\nexport const app = new Koa({ keys: ring })\n",
    ],
    safe: [
      'module.exports = { sessionKeys: [process.env.SESSION_KEY, process.env.OLD_SESSION_KEY] }\n',
      "module.exports = { accessTokens: ['access_token_1', 'refresh_token_2'], translationKeys: ['c83hd72jK29sLq0pWm47Zt'] }\n",
      "import session from 'cookie-session'\nexport default session({ keys: process.env.KEYS.split(',') })\n",
    ],
  },
  {
    kind: 'no-tls-verification',
    language: 'javascript',
    weak: [
      "import { Agent } from 'undici'\nexport const agent = new Agent({ connect: { rejectUnauthorized: process.env.STRICT_TLS === 'yes' } })\n",
      "import https from 'node:https'\nexport const agent = new https.Agent({ rejectUnauthorized: !!process.env.VERIFY_CERTIFICATES })\n",
    ],
    safe: [
      "import { Agent } from 'undici'\nexport const agent = new Agent({ connect: { rejectUnauthorized: process.env.LOOSE_TLS !== 'yes' } })\n",
      "import https from 'node:https'\nexport const agent = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV === 'production' })\n",
    ],
  },
  {
    kind: 'swallowed-exception',
    language: 'javascript',
    weak: [`${RXJS}export const stock = (http) => http.get('/stock').pipe(map(({ data }) => data), catchError(() => of(null)))\n`],
    safe: [
      "export function localPath(value) {\n  try {\n    return new URL(value, 'http://x').pathname\n  } catch {\n    return '/'\n  }\n}\n",
      `${RXJS}export const stock = (http, logger) => http.get('/stock').pipe(catchError((error) => {\n  logger.warn(error)\n  return of(null)\n}))\n`,
      `${RXJS}export const stock = (http) => http.get('/stock').pipe(catchError((error) => { throw new Error('stock', { cause: error }) }))\n`,
    ],
  },
  {
    kind: 'cache-without-expiry',
    language: 'javascript',
    weak: [MEMOIZE('promise.catch(() => known.delete(key))')],
    safe: [MEMOIZE('if (known.size > 500) known.clear()'), MEMOIZE('setTimeout(() => known.delete(key), 60000)')],
  },
  {
    kind: 'weak-random',
    language: 'javascript',
    weak: [
      "import { customAlphabet } from 'nanoid/non-secure'\nconst draw = customAlphabet('0123456789abcdef', 40)\nexport function generateKey(prefix) {\n  return `${prefix}_${draw()}`\n}\n",
      "const pick = (letters, draw) => letters[draw(letters.length)]\nconst draw = (below) => Math.floor(Math.random() * below)\nconst codeOf = (length) => Array.from({ length }, () => pick('ABCDEF', draw)).join('')\nexport async function startReset(user, store) {\n  const code = codeOf(8)\n  await store.put(user.id, code)\n}\n",
    ],
    safe: [
      "import { customAlphabet } from 'nanoid'\nconst draw = customAlphabet('0123456789abcdef', 40)\nexport function generateKey(prefix) {\n  return `${prefix}_${draw()}`\n}\n",
      "const pick = (letters, draw) => letters[draw(letters.length)]\nconst draw = (below) => Math.floor(Math.random() * below)\nconst colourOf = () => pick(['red', 'green'], draw)\nexport function paint(board) {\n  board.colour = colourOf()\n}\n",
    ],
  },
  {
    kind: 'weak-password-policy',
    language: 'typescript',
    weak: [
      "import { Body, Controller, Post } from '@nestjs/common'\nimport { IsString, MaxLength } from 'class-validator'\nimport { users } from './users'\nclass NewAccount {\n  @IsString() @MaxLength(128)\n  password!: string\n}\n@Controller('auth')\nexport class AuthController {\n  @Post('register')\n  register(@Body() body: NewAccount) {\n    return users.register(body.password)\n  }\n}\n",
    ],
    safe: [
      "import { Body, Controller, Post } from '@nestjs/common'\nimport { IsString, Length } from 'class-validator'\nimport { users } from './users'\nclass NewAccount {\n  @IsString() @Length(12, 128)\n  password!: string\n}\n@Controller('auth')\nexport class AuthController {\n  @Post('register')\n  register(@Body() body: NewAccount) {\n    return users.register(body.password)\n  }\n}\n",
    ],
  },
  {
    kind: 'weak-password-hash',
    language: 'javascript',
    weak: [
      "import { createHash } from 'node:crypto'\nconst sha256 = (text) => createHash('sha256').update(text).digest('hex')\nexport const setPassword = (db, id, password, salt) => db.users.update(id, { hash: sha256(salt + password) })\n",
    ],
    safe: [
      "import { createHash } from 'node:crypto'\nconst sha256 = (text) => createHash('sha256').update(text).digest('hex')\nexport const keep = (db, id, token) => db.tokens.update(id, { digest: sha256(token) })\n",
      "import { createHash } from 'node:crypto'\nimport bcrypt from 'bcrypt'\nconst sha256 = (text) => createHash('sha256').update(text).digest('base64')\nexport const setPassword = (password) => bcrypt.hash(sha256(password), 12)\n",
      "import { createHash } from 'node:crypto'\nimport argon2 from 'argon2'\nexport async function checkPassword(email, password) {\n  const tries = await count(`tries:${createHash('sha256').update(email).digest('hex')}`)\n  return tries < 10 && argon2.verify(await hashOf(email), password)\n}\n",
    ],
  },
  {
    kind: 'jwt-not-verified',
    language: 'javascript',
    weak: [
      "const read = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())\nconst policy = (principalId, effect) => ({ principalId, effect })\nexports.handler = async (event) => {\n  const claims = read(event.authorizationToken.replace('Bearer ', ''))\n  return policy(claims.sub, 'Allow')\n}\n",
    ],
    safe: [
      "import { jwtVerify } from 'jose'\nconst policy = (principalId, effect) => ({ principalId, effect })\nexport const handler = async (event) => {\n  const { payload } = await jwtVerify(event.authorizationToken, key, { algorithms: ['RS256'] })\n  return policy(payload.sub, 'Allow')\n}\n",
    ],
  },
]
