import { verify } from 'argon2'
import { Hono } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { findByMail, openSession } from './accounts.js'

const limiter = rateLimiter({ windowMs: 60_000, limit: 8, keyGenerator: (c) => c.req.header('x-real-ip') ?? 'unknown' })

export const app = new Hono()
app.use('/search', limiter)

app.get('/search', (c) => c.json({ found: [] }))

app.post('/login', async (c) => {
  const { mail, password } = await c.req.json<{ mail: string; password: string }>()
  const account = await findByMail(mail)
  if (account === undefined || !(await verify(account.passwordHash, password))) return c.json({ error: 'wrong login' }, 401)
  return c.json({ session: await openSession(account) })
})
