import { describe, expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const kindsOf = async (files: Readonly<Record<string, string>>): Promise<readonly PatternKind[]> =>
  (await analysisOf(files)).patterns.map(({ kind }) => kind)

describe('the policy of pages', () => {
  const pages = (policy: string): string => `const express = require('express')
const helmet = require('helmet')
const app = express()
${policy}
app.get('/catalogue', (req, res) => res.render('catalogue'))
`
  const header = (value: string): string =>
    pages(`app.use((req, res, next) => { res.setHeader('Content-Security-Policy', ${value}); next() })`)
  const directives = (scripts: string): string =>
    pages(`app.use(helmet({ contentSecurityPolicy: { directives: { scriptSrc: ${scripts} } } }))`)
  it.each([
    ['a header with inline scripts', header(`"default-src 'self'; script-src 'self' 'unsafe-inline'"`), true],
    ['a header whose default has inline scripts', header(`"default-src 'self' 'unsafe-inline'; style-src 'self'"`), true],
    ['directives with inline scripts', directives(`["'self'", "'unsafe-inline'"]`), true],
    ['a header with inline styles alone', header(`"script-src 'self'; style-src 'self' 'unsafe-inline'"`), false],
    ['a header with a nonce beside it', header("`script-src 'self' 'unsafe-inline' 'nonce-${res.locals.nonce}'`"), false],
    [
      'directives with a nonce beside it',
      directives(`["'self'", "'unsafe-inline'", (req, res) => \`'nonce-\${res.locals.nonce}'\`]`),
      false,
    ],
    ['answers that are no pages', header(`"script-src 'unsafe-inline'"`).replace("res.render('catalogue')", 'res.json({})'), false],
  ])('%s', async (_, text, isLoose) => {
    expect((await kindsOf({ 'app.js': text })).includes('page-policy-loose')).toBe(isLoose)
  })
})

describe('a refresh token that is kept in a table', () => {
  const service = (change: string): string => `const express = require('express')
const jwt = require('jsonwebtoken')
const { Sequelize, DataTypes } = require('sequelize')
const sequelize = new Sequelize('sqlite::memory:')
const RefreshToken = sequelize.define('RefreshToken', { jti: DataTypes.STRING, revokedAt: DataTypes.DATE })
const app = express()
app.post('/auth/refresh', async (req, res) => {
  const claims = jwt.verify(String(req.body.refreshToken), process.env.KEY, { algorithms: ['HS256'] })
  const known = await RefreshToken.findOne({ where: { jti: String(claims.jti), revokedAt: null } })
  if (!known) return res.status(401).end()
  ${change}
  const next = await RefreshToken.create({ jti: String(Date.now()), userId: known.userId })
  res.json({ refreshToken: jwt.sign({ jti: next.jti }, process.env.KEY, { expiresIn: '14d' }) })
})
`
  it.each([
    ['and stays good', '', true],
    ['and is marked', 'await known.update({ revokedAt: new Date() })', false],
    ['and is marked by its name', 'await RefreshToken.update({ revokedAt: new Date() }, { where: { jti: claims.jti } })', false],
    ['and is taken away', 'await known.destroy()', false],
  ])('%s', async (_, change, isUnspent) => {
    expect((await kindsOf({ 'app.js': service(change) })).includes('refresh-unspent')).toBe(isUnspent)
  })
  it('among those that are good no more', async () => {
    const text = service('').replaceAll('RefreshToken', 'RevokedToken').replace('!known', 'known')
    expect((await kindsOf({ 'app.js': text })).includes('refresh-unspent')).toBe(false)
  })
})

describe('a number of a helper', () => {
  const service = (name: string): string => `const sixDigits = () => String(Math.floor(100000 + Math.random() * 900000))
async function ${name}(email) {
  const code = sixDigits()
  await Entry.create({ email, code })
}
module.exports = { ${name} }
`
  it.each([
    ['forgot', true],
    ['startReset', true],
    ['drawLot', false],
  ])('in %s', async (name, isSecret) => {
    expect((await kindsOf({ 'accounts.js': service(name) })).includes('weak-random')).toBe(isSecret)
  })
})
