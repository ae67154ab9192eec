import Fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
const listing = z.object({ sort: z.enum(['name', 'rank', 'joined_at']).default('name') })

export const app = Fastify()

app.get<{ Querystring: { sort: string } }>('/members', async (request, reply) => {
  const parsed = listing.safeParse(request.query)
  if (!parsed.success) request.log.warn('unexpected sort column')
  const { sort } = request.query
  const { rows } = await pool.query(`SELECT name, rank FROM members ORDER BY ${sort} LIMIT 100`)
  return rows
})
