import { scryptSync, timingSafeEqual } from 'node:crypto'
import Fastify from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { accountByLogin } from './accounts.js'

const DUMMY = scryptSync('start', 'salt-at-start', 32)

export const app = Fastify()
await app.register(rateLimit, { max: 10, timeWindow: '1 minute' })

app.post('/login', async (request, reply) => {
  const account = await accountByLogin(String(request.body.login))
  const salt = account?.salt ?? 'none'
  const derived = scryptSync(String(request.body.password), salt, 32)
  if (!timingSafeEqual(derived, account?.hash ?? DUMMY)) return reply.code(401).send()
  return { id: account.id }
})
