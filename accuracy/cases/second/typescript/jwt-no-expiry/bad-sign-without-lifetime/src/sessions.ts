import { Hono } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { issue } from './tokens.js'
import { users } from './users.js'

export const sessions = new Hono()
sessions.use(rateLimiter({ windowMs: 60_000, limit: 5, keyGenerator: (c) => c.req.header('x-real-ip') ?? '' }))

sessions.post('/sessions', async (c) => {
  const user = await users.verify(await c.req.json())
  return user ? c.json({ token: await issue(user.id) }) : c.json({ error: 'wrong credentials' }, 401)
})
