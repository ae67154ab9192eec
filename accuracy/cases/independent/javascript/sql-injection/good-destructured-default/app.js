import Fastify from 'fastify'
import { pool } from './pool.js'

const app = Fastify()

app.get('/races', async (request) => {
  const { direction = 'ASC', ...rest } = request.query
  const order = direction === 'DESC' ? 'DESC' : 'ASC'
  const season = Number(rest.season ?? 2020)
  const { rows } = await pool.query('SELECT id, name FROM races WHERE season = $1 ORDER BY held_on ' + order + ' LIMIT 30', [season])
  return rows
})

app.listen({ port: 3000 })
