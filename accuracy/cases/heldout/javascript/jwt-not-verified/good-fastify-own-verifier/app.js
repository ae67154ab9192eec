import Fastify from 'fastify'
import { claimsOf } from './tokens.js'

export const app = Fastify()

app.addHook('onRequest', async (request, reply) => {
  try {
    request.claims = claimsOf(String(request.headers.authorization).replace('Bearer ', ''))
  } catch {
    return reply.code(401).send({ error: 'unauthenticated' })
  }
})

app.get('/me', async (request) => ({ id: request.claims.sub }))
