import Fastify from 'fastify'
import knex from 'knex'
import { finder } from './statements'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })
const findStreets = finder('streets', 'name')

export const server = Fastify({ logger: true })

server.get<{ Querystring: { prefix?: string } }>('/streets', async (request) => {
  const { prefix = '' } = request.query
  const result = await findStreets(db, prefix)
  return result.rows
})
