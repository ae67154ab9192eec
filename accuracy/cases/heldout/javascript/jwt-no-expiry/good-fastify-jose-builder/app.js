import Fastify from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { tokenFor } from './tokens.js'
import { verify } from './accounts.js'

export const app = Fastify()
await app.register(rateLimit, { max: 5, timeWindow: '1 minute' })

app.post('/token', async (request, reply) => {
  const account = await verify(request.body)
  if (!account) return reply.code(401).send({ error: 'wrong login' })
  return { token: await tokenFor(account) }
})
