import { randomBytes } from 'node:crypto'
import { zValidator } from '@hono/zod-validator'
import { verify } from 'argon2'
import { Hono } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { z } from 'zod'
import { startSession } from './cookies'
import { type Accounts, keepSession } from './accounts'

const Credentials = z.object({ email: z.string().email(), password: z.string().max(200) })

export function loginRoutes(accounts: Accounts) {
  const app = new Hono()
  const limiter = rateLimiter({ windowMs: 60_000, limit: 8, keyGenerator: (c) => c.req.header('x-real-ip') ?? 'all' })

  app.post('/login', limiter, zValidator('json', Credentials), async (c) => {
    const { email, password } = c.req.valid('json')
    const account = await accounts.byEmail(email)
    if (!account || !(await verify(account.passwordHash, password))) return c.json({ error: 'not known' }, 401)
    const token = randomBytes(32).toString('base64url')
    await keepSession(token, account.id)
    startSession(c, token)
    return c.json({ name: account.name })
  })

  return app
}
