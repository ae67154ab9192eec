import Fastify from 'fastify'
import { authenticate } from './authenticate.js'
import { pool } from './pool.js'

export const app = Fastify()
app.addHook('onRequest', authenticate)

app.patch('/alarms/:id', async (request, reply) => {
  const { id } = request.params
  const { rowCount } = await pool.query('UPDATE alarms SET muted = $1 WHERE id = $2 AND owner_id = $3', [request.body.muted === true, id, request.user.id])
  return reply.code(rowCount === 1 ? 204 : 404).send()
})
