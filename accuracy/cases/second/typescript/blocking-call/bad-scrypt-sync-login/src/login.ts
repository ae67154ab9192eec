import type { FastifyInstance } from 'fastify'
import { users } from './users.js'
import { verifyPassword } from './verify.js'

interface Credentials {
  email: string
  password: string
}

export async function login(app: FastifyInstance): Promise<void> {
  const config = { rateLimit: { max: 5, timeWindow: '1 minute' } }
  app.post<{ Body: Credentials }>('/login', { config }, async ({ body }, reply) => {
    const user = await users.byEmail(body.email)
    if (!user || !(await verifyPassword(body.password, user.salt, user.hash))) return reply.code(401).send()
    return { token: app.jwt.sign({ sub: user.id }, { expiresIn: '15m' }) }
  })
}
