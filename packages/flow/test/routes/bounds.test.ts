import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HONO = `import { Hono } from 'hono'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst list = (page) => prisma.event.findMany({ where: { open: true }, ...page })\n`
const ROUTE = `export const app = new Hono().get('/events', async (c) => c.json(await list(pageOf({ limit: c.req.query('limit'), after: c.req.query('after') }))))\n`
const GRAPHQL = `import { GraphQLError } from 'graphql'\nimport { knex } from 'knex'\nconst db = knex({ client: 'pg' })\n`

it.each<[string, string, boolean]>([
  [
    'a page that a helper caps',
    `${HONO}const pageOf = ({ limit, after }) => ({ take: Math.min(Number(limit) || 25, 100), cursor: after })\n${ROUTE}`,
    true,
  ],
  [
    'a page that a helper only reads',
    `${HONO}const pageOf = ({ limit, after }) => (after ? { take: Number(limit), skip: 1 } : { take: Number(limit) })\n${ROUTE}`,
    false,
  ],
  [
    'an argument of GraphQL that a helper caps',
    `${GRAPHQL}const pageOf = ({ first }) => ({ limit: Math.min(first ?? 20, 100) })\nexport const resolvers = { Query: { songs: async (_, args) => {\n  const { limit } = pageOf(args)\n  const query = db('songs').select('id')\n  if (args.after) query.where('id', '>', args.after)\n  return await query.limit(limit)\n} } }\n`,
    true,
  ],
  [
    'an argument of GraphQL as it comes',
    `${GRAPHQL}const pageOf = ({ first }) => ({ limit: first })\nexport const resolvers = { Query: { songs: async (_, args) => {\n  const { limit } = pageOf(args)\n  const query = db('songs').select('id')\n  if (args.after) query.where('id', '>', args.after)\n  return await query.limit(limit)\n} } }\n`,
    false,
  ],
  [
    'a query that a schema beside the route caps',
    `import Fastify from 'fastify'\nimport { knex } from 'knex'\nconst app = Fastify()\nconst db = knex({ client: 'pg' })\nconst Query = { type: 'object', properties: { limit: { type: 'integer', maximum: 100 } } }\nconst list = ({ limit }) => db('songs').select('id').limit(limit)\napp.get('/songs', { schema: { querystring: Query } }, async (request) => list(request.query))\n`,
    true,
  ],
  [
    'a query that a schema beside the route only types',
    `import Fastify from 'fastify'\nimport { knex } from 'knex'\nconst app = Fastify()\nconst db = knex({ client: 'pg' })\nconst Query = { type: 'object', properties: { limit: { type: 'integer' } } }\nconst list = ({ limit }) => db('songs').select('id').limit(limit)\napp.get('/songs', { schema: { querystring: Query } }, async (request) => list(request.query))\n`,
    false,
  ],
  [
    'an argument that is only asked whether it is there',
    `${GRAPHQL}export const resolvers = { Query: { songs: async (_, { first }) => {\n  const query = db('songs').select('id')\n  return first > 0 ? await query.limit(first) : []\n} } }\n`,
    false,
  ],
])('%s', async (_, text, isBounded) => {
  const { routes, procedures } = await analysisOf({ 'app.js': text })
  const lists = [...routes, ...procedures].flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'read-many'))
  expect(lists.map((effect) => effect.isBounded)).toEqual([isBounded])
})
