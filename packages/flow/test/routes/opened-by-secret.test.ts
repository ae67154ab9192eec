import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const app = (work: string): Record<string, string> => ({
  'app.js': `const express = require('express')
const { createHash } = require('node:crypto')
const knex = require('knex')({ client: 'pg' })
const { Pool } = require('pg')
const pool = new Pool()
const digest = (secret) => createHash('sha256').update(secret).digest()
const app = express()
app.use(express.json())
app.post('/verify', async (req, res) => {
  ${work}
  res.end()
})
`,
})

it.each([
  ['a digest in an object', `await knex('codes').where({ hash: digest(req.body.code), purpose: 'verify' }).delete()`, 'delete secret'],
  [
    'a digest made in place',
    `await knex('codes').where('hash', createHash('sha256').update(req.body.code).digest('hex')).first()`,
    'read-one secret',
  ],
  ['a digest in a statement', "await pool.query('DELETE FROM codes WHERE hash = $1', [digest(req.body.code)])", 'delete secret'],
  [
    'a column that is called after what it holds',
    `await knex('invites').where({ invite_token: req.body.token }).delete()`,
    'delete secret',
  ],
  ['an id', `await knex('codes').where({ id: req.body.id }).delete()`, 'delete by-id'],
  ['a digest that is only kept', `await knex('codes').insert({ hash: digest(req.body.code) })`, 'create by-id'],
  ['a digest of what the service made', `await knex('codes').where({ id: req.body.id, hash: digest('x') }).delete()`, 'delete by-id'],
])('knows rows that a secret of the request opens: %s', async (_name, work, expected) => {
  const { routes } = await analysisOf(app(work))
  const told = routes[0]?.effects.map(
    ({ kind, byRequestId, bySecret }) => `${kind}${byRequestId ? ' by-id' : ''}${bySecret ? ' secret' : ''}`,
  )
  expect(told?.join(', ')).toBe(expected)
})
