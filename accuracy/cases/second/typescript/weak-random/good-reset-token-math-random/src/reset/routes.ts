import { Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import { mailer } from '../mailer.js'
import { resets, users } from '../store.js'
import { jitter, resetToken } from './token.js'

export const reset = Router()

reset.post('/password-resets', rateLimit({ windowMs: 3_600_000, limit: 5 }), async (req, res) => {
  const user = await users.byEmail(String(req.body.email))
  if (user) {
    const token = resetToken()
    await resets.add(user.id, token, Date.now() + 1_800_000)
    await mailer.send(user.email, 'reset', { token }, { delay: jitter })
  }
  res.sendStatus(202)
})
