import argon2 from 'argon2'
import type { FastifyInstance } from 'fastify'
import { findUser } from './users.js'

export async function loginRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: { email: string; password: string } }>(
    '/login',
    {
      schema: { body: { type: 'object', required: ['email', 'password'] } },
      config: { rateLimit: { max: 5, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const user = await findUser(request.body.email)
      if (!user || !(await argon2.verify(user.password_hash, request.body.password))) {
        return reply.code(401).send({ error: 'wrong email or password' })
      }
      return { token: app.jwt.sign({ sub: user.id }, { expiresIn: '15m' }) }
    },
  )
}
