import argon2 from 'argon2'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { issueToken } from './issueToken'
import { findReader } from './readers'

export async function build() {
  const server = Fastify()
  await server.register(rateLimit, { max: 10, timeWindow: '1 minute' })

  server.post<{ Body: { card: string; password: string } }>('/token', async (request, reply) => {
    const reader = await findReader(String(request.body.card))
    if (!reader || !(await argon2.verify(reader.passwordHash, String(request.body.password)))) {
      return reply.code(401).send({ error: 'wrong card or password' })
    }
    return { token: issueToken(reader.id, { audience: 'app', expiresIn: '15m' }) }
  })
  return server
}
