import { Hono } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { openSession } from './session.js'
import { users } from './store.js'

export const login = new Hono()
const limit = rateLimiter({ windowMs: 60_000, limit: 5, keyGenerator: (c) => c.req.header('x-real-ip') ?? '' })

login.post('/login', limit, async (c) => {
  const { email, password } = await c.req.json<Record<'email' | 'password', string>>()
  const user = await users.verify(email, password)
  if (!user) return c.json({ error: 'wrong credentials' }, 401)
  await openSession(c, user.id)
  return c.json({ id: user.id })
})
