import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import { z } from 'zod'
import { badges } from './queue.js'

const order = z.object({
  format: z.string().min(1).max(120),
  guests: z.array(z.object({ name: z.string().max(80), company: z.string().max(80) })).max(500),
})

export const app = Fastify({ logger: true })
await app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string, verify: { algorithms: ['HS256'] } })
app.addHook('onRequest', (request) => request.jwtVerify())

app.post('/badges', async (request, reply) => {
  const job = await badges.add('print', order.parse(request.body))
  return reply.code(202).send({ id: job.id })
})
