import Fastify from 'fastify'
import rateLimit from '@fastify/rate-limit'
import bcrypt from 'bcrypt'
import { accountByEmail, sessionFor } from './accounts.js'

export const app = Fastify()
await app.register(rateLimit, { global: false })

app.get('/search', { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }, async () => ({ found: [] }))

app.post('/login', { config: { rateLimit: { max: 5, timeWindow: '1 minute' } } }, async (request, reply) => {
  const account = await accountByEmail(String(request.body.email))
  if (!account || !(await bcrypt.compare(String(request.body.password), account.passwordHash))) return reply.code(401).send()
  return { session: await sessionFor(account) }
})
