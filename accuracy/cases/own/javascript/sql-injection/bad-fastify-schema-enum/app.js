import Fastify from 'fastify'
import pg from 'pg'
const pool = new pg.Pool()
const app = Fastify()
const querystring = { type: 'object', properties: { by: { type: 'string' } } }
app.get('/top', { schema: { querystring } }, async (request) => {
  const { rows } = await pool.query(`SELECT id FROM posts ORDER BY ${request.query.by} LIMIT 10`)
  return rows
})
