import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const app = (middleware: string): Record<string, string> => ({
  'app.js': `const express = require('express')
const { jwtVerify } = require('jose')
const knex = require('knex')({ client: 'pg' })
const app = express()
async function reads(header) {
  const { payload } = await jwtVerify(header, process.env.KEY, { algorithms: ['HS256'] })
  return { id: payload.sub }
}
${middleware}
app.patch('/me', asks, async (req, res) => {
  await knex('people').where({ id: req.keeper.id }).update({ name: req.body.name })
  res.end()
})
`,
})

it.each([
  ['awaited', 'const asks = async (req, res, next) => { req.keeper = await reads(req.get("authorization")); next() }', true],
  [
    'then',
    'const asks = (req, res, next) => { reads(req.get("authorization")).then((keeper) => { req.keeper = keeper; next() }, next) }',
    true,
  ],
  [
    'then, taken apart',
    'const asks = (req, res, next) => { reads(req.get("authorization")).then(({ id }) => { req.keeper = { id }; next() }, next) }',
    true,
  ],
  [
    'of the body',
    'const asks = (req, res, next) => { Promise.resolve(req.body).then((keeper) => { req.keeper = keeper; next() }, next) }',
    false,
  ],
])('knows the caller that a middleware has left on the request: %s', async (_name, middleware, isOwn) => {
  const { routes } = await analysisOf(app(middleware))
  expect(routes[0]?.effects.map(({ byOwner }) => byOwner)).toEqual([isOwn])
})
