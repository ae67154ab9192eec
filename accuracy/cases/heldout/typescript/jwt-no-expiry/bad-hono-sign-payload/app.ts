import { Hono } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { tokenFor } from './tokens.js'
import { verifyLogin } from './users.js'

export const app = new Hono()
app.use('/login', rateLimiter({ windowMs: 60_000, limit: 5, keyGenerator: (c) => c.req.header('x-forwarded-for') ?? 'unknown' }))

app.post('/login', async (c) => {
  const { login, password } = await c.req.json<{ login: string; password: string }>()
  const userId = await verifyLogin(login, password)
  if (userId === undefined) return c.json({ error: 'wrong login' }, 401)
  return c.json({ token: await tokenFor(userId) })
})
