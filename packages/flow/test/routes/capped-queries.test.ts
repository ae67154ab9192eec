import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const SCHEMAS = (limit: string): string => `
const object = (properties, required = Object.keys(properties)) => ({ type: 'object', properties, required, additionalProperties: false })
const paging = { limit: ${limit}, offset: { type: 'integer', minimum: 0 } }
export const queries = { page: object(paging, []) }
export const bodies = { note: object({ title: { type: 'string', maxLength: 80 } }) }
`
const CAPPED = SCHEMAS("{ type: 'integer', minimum: 1, maximum: 100 }")
const OPEN = SCHEMAS("{ type: 'integer', minimum: 1 }")

const fastify = (schemas: string, options: string, query = 'request.query.limit'): Record<string, string> => ({
  'schemas.js': schemas,
  'app.js': `import Fastify from 'fastify'
import { Kysely } from 'kysely'
import { bodies, queries } from './schemas.js'
const db = new Kysely({})
const app = Fastify()
app.get('/notes', ${options}, async (request) => db.selectFrom('notes').selectAll().limit(${query}).execute())
app.post('/notes', { schema: { body: bodies.note } }, async (request) => db.insertInto('notes').values(request.body).execute())
`,
})
const express = (rule: string): Record<string, string> => ({
  'app.js': `import express from 'express'
import pg from 'pg'
import { page } from './rules.js'
import { validate } from './validate.js'
const pool = new pg.Pool()
const app = express()
app.get('/notes', validate({ query: page }), async (req, res) => {
  res.json((await pool.query('SELECT * FROM notes LIMIT $1', [req.query.limit])).rows)
})
`,
  'validate.js': 'export const validate = (schemas) => (req, res, next) => { schemas.query.parse(req.query); next() }\n',
  'rules.js': `import { z } from 'zod'\nconst size = ${rule}\nexport const page = z.object({ limit: size })\n`,
})
const book = (rest: string): Record<string, string> => ({
  ...fastify(CAPPED, '{ schema: { querystring: queries.page } }'),
  'app.js': `import Fastify from 'fastify'
import { Kysely } from 'kysely'
import { queries } from './schemas.js'
const db = new Kysely({})
class Book {
  #rows() { return db.selectFrom('notes').where('deleted_at', 'is', null) }
  list(page) { let query = this.#rows().selectAll(); if (page.q) query = query.where('title', '=', page.q); return query${rest} }
}
const book = new Book()
const app = Fastify()
app.get('/notes', { schema: { querystring: queries.page } }, async (request) => book.list(request.query))
`,
})

it.each<[string, Record<string, string>, readonly boolean[]]>([
  ['a schema of another file', fastify(CAPPED, '{ schema: { querystring: queries.page } }'), [true]],
  ['a schema without an upper bound', fastify(OPEN, '{ schema: { querystring: queries.page } }'), [false]],
  ['a schema that no route is given', fastify(CAPPED, '{ schema: {} }'), [false]],
  ['a schema of another value', fastify(CAPPED, '{ schema: { querystring: queries.page } }', 'request.query.size'), [false]],
  ['a rule of zod in a middleware', express('z.coerce.number().int().max(100)'), [true]],
  ['a rule of zod without an upper bound', express('z.coerce.number().int().min(1)'), [false]],
  ['a query of a private method, cut later', book('.limit(page.limit).execute()'), [true]],
  ['a query of a private method, not cut', book('.execute()'), [false]],
])('knows how many rows a list gives: %s', async (_name, files, expected) => {
  const { routes } = await analysisOf(files)
  const lists = routes.flatMap(({ effects }) => effects.flatMap(({ kind, isBounded }) => (kind === 'read-many' ? [isBounded] : [])))
  expect([...new Set(lists)]).toEqual(expected)
})

it('knows the fields of a schema that a function of the tree makes', async () => {
  const { routes } = await analysisOf(fastify(CAPPED, '{ schema: {} }'))
  expect(routes.find(({ method }) => method === 'POST')?.body?.fields.map(({ name, value }) => [name, value?.maxLength])).toEqual([
    ['title', 80],
  ])
})
