import Fastify from 'fastify'
import rateLimit from '@fastify/rate-limit'
import argon2 from 'argon2'
import { findUser, startSession } from './users.js'

const app = Fastify()
await app.register(rateLimit, { max: 20, timeWindow: '1 minute' })

app.post<{ Body: { email: string; password: string } }>('/login', async (request, reply) => {
  const user = await findUser(String(request.body.email))
  if (user === null || !(await argon2.verify(user.passwordHash, String(request.body.password)))) {
    return reply.code(401).send({ error: 'invalid credentials' })
  }
  return { session: await startSession(user.id) }
})

await app.listen({ port: 3000 })
