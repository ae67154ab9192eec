import { createHash, randomBytes } from 'node:crypto'
import { Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import { z } from 'zod'
import { logger } from './logger'
import { mail } from './mail'
import { resets, users } from './store'

const HOUR = 60 * 60 * 1000
const Request = z.object({ email: z.string().email() })

const digest = (token: string) => createHash('sha256').update(token).digest('hex')

class ResetLink {
  readonly token = randomBytes(32).toString('base64url')
  readonly expiresAt = new Date(Date.now() + HOUR)

  get url(): string {
    return `${process.env.PUBLIC_URL}/reset-password?token=${this.token}`
  }
}

async function send(user: { id: string; email: string }): Promise<void> {
  const link = new ResetLink()
  await resets.put({ userId: user.id, digest: digest(link.token), expiresAt: link.expiresAt })
  await mail.send(user.email, 'reset-password', { url: link.url })
  logger.info({ userId: user.id, url: link.url }, 'reset link sent')
}

export const passwordReset = Router()

passwordReset.post('/password-reset', rateLimit({ windowMs: HOUR, limit: 5 }), async (req, res) => {
  const parsed = Request.safeParse(req.body)
  if (!parsed.success) {
    res.status(422).json({ message: 'An e-mail address is required' })
    return
  }
  const user = await users.byEmail(parsed.data.email.toLowerCase())
  if (user) await send(user)
  res.sendStatus(202)
})
