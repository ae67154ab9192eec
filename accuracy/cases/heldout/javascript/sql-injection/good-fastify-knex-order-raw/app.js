import Fastify from 'fastify'
import knex from 'knex'

const db = knex({ client: 'pg', connection: process.env.DATABASE_URL, acquireConnectionTimeout: 5000 })
export const app = Fastify()

app.get('/leaderboard', async (request) => {
  const direction = (request.query.dir ?? 'desc').toUpperCase() === 'ASC' ? 'ASC' : 'DESC'
  const players = await db('players').select('name', 'points').orderByRaw(`points ${direction} NULLS LAST`).limit(100)
  return { players }
})
