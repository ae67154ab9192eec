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
  ['the code of a voucher', `await knex('vouchers').where({ code: req.body.code }).update({ used: true })`, 'update secret'],
  ['the code of a country', `await knex('countries').where({ code: req.body.code }).update({ used: true })`, 'update by-id'],
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

const LINKS = `const take = async (token) => {
  const link = await knex('links').where({ hash: digest(token) }).first()
  return link && link.until > Date.now() ? link.user_id : undefined
}
`

it.each([
  [
    'a link that a function takes',
    LINKS,
    `await knex('users').where({ id: await take(req.body.token) }).update({ confirmed: true })`,
    false,
  ],
  [
    'a link that is asked for in place',
    '',
    `const link = await knex('links').where({ hash: digest(req.body.token) }).first()\n  await knex('users').where({ id: link.user_id }).update({ confirmed: true })`,
    false,
  ],
  [
    'a link of an object that is handed in',
    '',
    `const id = app.locals.links.takeToken(req.body.token)\n  await knex('users').where({ id }).update({ confirmed: true })`,
    false,
  ],
  [
    'an account that was just made',
    '',
    `const made = await knex('users').insert({ email: req.body.email }).returning('id')\n  await knex('users').where({ id: made.id }).update({ confirmed: true })`,
    false,
  ],
  [
    'the id that came beside the link',
    LINKS,
    `await take(req.body.token)\n  await knex('users').where({ id: req.body.id }).update({ confirmed: true })`,
    true,
  ],
  [
    'a link that is asked for by its id',
    '',
    `const link = await knex('links').where({ id: req.body.id }).first()\n  await knex('users').where({ id: link.user_id }).update({ confirmed: true })`,
    true,
  ],
])('knows whose row a secret says it is: %s', async (_name, helper, work, isChosen) => {
  const files = app(work)
  const { routes } = await analysisOf({ 'app.js': (files['app.js'] ?? '').replace('app.post', `${helper}app.post`) })
  expect(routes[0]?.effects.find(({ kind, of }) => kind === 'update' && of === 'users')?.byRequestId).toBe(isChosen)
})

const PRISMA = (lookup: string, change: string): Record<string, string> => ({
  'app.ts': `import express from 'express'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst app = express()\napp.post('/accept', async (req, res) => {\n  const invitation = await prisma.invitation.findFirst({ where: ${lookup} })\n  if (!invitation) return res.sendStatus(404)\n  await prisma.invitation.update(${change})\n  res.end()\n})\n`,
})

it.each([
  ['{ token: req.body.token, usedAt: null }', '{ where: { id: invitation.id }, data: { usedAt: new Date() } }', 'update'],
  ['{ number: req.body.number }', '{ where: { id: invitation.id }, data: { usedAt: new Date() } }', 'update by-id'],
  ['{ token: req.body.token }', '{ where: { id: req.body.id }, data: { usedAt: new Date() } }', 'update by-id'],
])('knows rows that a secret has brought before: %s, %s', async (lookup, change, expected) => {
  const { routes } = await analysisOf(PRISMA(lookup, change))
  const told = routes.flatMap(({ effects }) =>
    effects.filter(({ kind }) => kind === 'update').map(({ kind, byRequestId }) => `${kind}${byRequestId ? ' by-id' : ''}`),
  )
  expect(told).toEqual([expected])
})

const SPLIT = (check: string, change: string, helper = ''): Record<string, string> => ({
  'app.js': `const express = require('express')
const { createHash, timingSafeEqual } = require('node:crypto')
const db = require('better-sqlite3')('app.db')
const app = express()
app.use(express.json())
const sha = (text) => createHash('sha256').update(text).digest()
const equal = (a, b) => a.length === b.length && timingSafeEqual(a, b)
${helper}
app.put('/recovery', (req, res) => {
  const [selector, verifier] = String(req.body.token).split('.')
  const row = db.prepare('SELECT hash, user_id FROM tokens WHERE selector = ?').get(selector)
  ${check}
  ${change}
  res.end()
})
`,
})
const OF_ROW = "db.prepare('UPDATE users SET password = ? WHERE id = ?').run('x', row.user_id)"
const HOLDER = (end: string): string =>
  `function holder(token) { const [selector, verifier] = token.split('.')\n  const row = db.prepare('SELECT hash, user_id FROM tokens WHERE selector = ?').get(selector)\n  ${end} }`
const OF_HOLDER = "const id = holder(req.body.token)\n  db.prepare('UPDATE users SET password = ? WHERE id = ?').run('x', id)"

it.each([
  ['compared before it is used', SPLIT('if (!row || !equal(row.hash, sha(verifier))) throw new Error(400)', OF_ROW), false],
  ['compared with a slow hash', SPLIT("if (!require('bcrypt').compareSync(verifier, row.hash)) return res.sendStatus(400)", OF_ROW), false],
  ['compared and noted', SPLIT("if (!equal(row.hash, sha(verifier))) console.log('odd')", OF_ROW), true],
  ['not compared', SPLIT('if (!row) return res.sendStatus(400)', OF_ROW), true],
  [
    'compared beside an id of the request',
    SPLIT(
      'if (!row || !equal(row.hash, sha(verifier))) throw new Error(400)',
      "db.prepare('UPDATE users SET password = ? WHERE id = ?').run('x', req.body.id)",
    ),
    true,
  ],
  ['compared by a function', SPLIT('', OF_HOLDER, HOLDER('return row && equal(row.hash, sha(verifier)) ? row.user_id : null')), false],
  [
    'compared by a function that gives up',
    SPLIT('', OF_HOLDER, HOLDER('if (!row || row.hash !== sha(verifier)) return null\n  return row.user_id')),
    false,
  ],
  ['given back by a function that compares nothing', SPLIT('', OF_HOLDER, HOLDER('return row ? row.user_id : null')), true],
])('knows whose row a selector says it is once its secret is %s', async (_name, files, isChosen) => {
  const { routes } = await analysisOf(files)
  expect(routes[0]?.effects.find(({ kind, of }) => kind === 'update' && of === 'users')?.byRequestId).toBe(isChosen)
})

it.each([
  ['public_slug', false],
  ['share_id', false],
  ['slug', true],
  ['public_id', true],
])('knows names under which something was published: %s', async (column, isChosen) => {
  const { routes } = await analysisOf(app(`res.json(await knex('documents').where({ ${column}: req.body.name }).first())`))
  expect(routes[0]?.effects.map(({ byRequestId }) => byRequestId)).toEqual([isChosen])
})
