import Fastify from 'fastify'
import fastifyJwt from '@fastify/jwt'
import { pool } from './pool.js'

const app = Fastify()
app.register(fastifyJwt, { secret: process.env.JWT_KEY })
app.addHook('onRequest', async (request, reply) => {
  try {
    await request.jwtVerify()
  } catch {
    return reply.code(401).send()
  }
})

app.patch('/addresses/:id', async (request, reply) => {
  const street = String(request.body.street)
  const { rowCount } = await pool.query('UPDATE addresses SET street = $1 WHERE id = $2 AND user_id = $3', [street, request.params.id, request.user.sub])
  if (rowCount === 0) return reply.code(404).send()
  return reply.code(204).send()
})

app.listen({ port: 3000 })
