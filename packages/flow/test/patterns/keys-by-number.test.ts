import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const tokens = (keys: string, key: string, opens: string, asks: string): string => `const jwt = require('jsonwebtoken')
${keys}
const sign = (claims, seconds) => jwt.sign(claims, ${key}, { algorithm: 'HS256', expiresIn: seconds })
exports.accessToken = (user) => sign({ sub: user.id, typ: 'access' }, 900)
exports.refreshToken = (user) => sign({ sub: user.id, typ: 'refresh' }, 90000)
exports.verify = (token) => {
  const head = jwt.decode(token, { complete: true })
  const claims = jwt.verify(token, ${opens}, { algorithms: ['HS256'] })
  ${asks}
  return claims
}
`
const APP = `const express = require('express')
const tokens = require('./tokens')
const app = express()
const authenticate = (req, res, next) => {
  try { req.user = { id: tokens.verify(req.get('authorization')).sub } } catch { return res.status(401).end() }
  next()
}
app.get('/me', authenticate, (req, res) => res.json(req.user))
`
const BY_NUMBER = 'const KEYS = JSON.parse(process.env.KEYS)\nconst secretFor = (kid) => KEYS[kid]'
const BY_USE = "const secretFor = (use) => (use === 'access' ? process.env.ONE : process.env.OTHER)"

it.each([
  ['one key for all', tokens(BY_NUMBER, "secretFor('k1')", 'secretFor(head.header.kid)', ''), true],
  [
    'one key for all, and a question',
    tokens(BY_NUMBER, "secretFor('k1')", 'secretFor(head.header.kid)', "if (claims.typ !== 'access') throw new Error('no')"),
    false,
  ],
  ['a key for each use', tokens(BY_USE, 'secretFor(claims.typ)', "secretFor('access')", ''), false],
])('tokens of two uses that are signed with %s', async (_, text, isUnasked) => {
  const { patterns } = await analysisOf({ 'tokens.js': text, 'app.js': APP })
  expect(patterns.some(({ kind }) => kind === 'jwt-use-unasked')).toBe(isUnasked)
})
