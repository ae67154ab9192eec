import { describe, expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const kindsOf = async (files: Readonly<Record<string, string>>): Promise<readonly PatternKind[]> =>
  (await analysisOf(files)).patterns.map(({ kind }) => kind)

const LOGGER = (line: string): string => `function write(level, message, fields = {}) {
  process.stdout.write(\`\${JSON.stringify(${line})}\\n\`)
}
module.exports = { warn: (message, fields) => write('warn', message, fields) }
`
const PLAIN = '{ level, message, ...fields }'

describe('what a logger of the tree is given', () => {
  it.each([
    ['a password', `{ attempt: { email, password } }`, PLAIN, true],
    ['whether there is one', `{ email, hasPassword: Boolean(password) }`, PLAIN, false],
    ['a password that it masks', `{ attempt: { email, password } }`, '{ level, message, ...redact(fields) }', false],
  ])('%s', async (_, fields, line, isLogged) => {
    const accounts = `const logger = require('./logger')\nasync function login({ email, password }) {\n  logger.warn('refused', ${fields})\n}\nmodule.exports = { login }\n`
    const kinds = await kindsOf({ 'logger.js': LOGGER(line), 'accounts.js': accounts })
    expect(kinds.includes('sensitive-log-pattern')).toBe(isLogged)
  })
})

describe('a signature that a service asks for', () => {
  const service = (check: string): string => `const crypto = require('crypto')
const signatureOf = (raw) => crypto.createHmac('sha256', process.env.SECRET).update(raw).digest('hex')
const same = (one, other) => one.length === other.length && crypto.timingSafeEqual(Buffer.from(one), Buffer.from(other))
exports.captured = async (raw, signature, event) => {
  ${check}
  return apply(event)
}
`
  const app = `const express = require('express')
const billing = require('./billing')
const app = express()
app.post('/hooks/payments', async (req, res) => {
  await billing.captured(req.rawBody, req.get('x-pay-signature'), req.body)
  res.end()
})
`
  it.each([
    ['only where there is one', `if (signature && signature !== signatureOf(raw)) throw new Error('no')`, true],
    ['only where there is one, by a helper', `if (signature && !same(signature, signatureOf(raw))) throw new Error('no')`, true],
    ['always', `if (!signature || !same(signature, signatureOf(raw))) throw new Error('no')`, false],
    ['always, as a text', `if (!same(String(signature || ''), signatureOf(raw))) throw new Error('no')`, false],
  ])('%s', async (_, check, isOptional) => {
    expect((await kindsOf({ 'app.js': app, 'billing.js': service(check) })).includes('optional-signature')).toBe(isOptional)
  })
})
