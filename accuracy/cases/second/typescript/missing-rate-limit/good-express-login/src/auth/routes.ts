import { Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import { accounts } from './accounts.js'

const limiter = rateLimit({ windowMs: 15 * 60_000, limit: 10, standardHeaders: 'draft-8' })
export const auth = Router()

auth.post('/register', limiter, async (req, res) => {
  const account = await accounts.create(req.body.email, req.body.password)
  res.status(201).json({ id: account.id })
})

auth.post('/login', limiter, async (req, res) => {
  const account = await accounts.verify(req.body.email, req.body.password)
  if (!account) {
    res.status(401).json({ error: 'wrong credentials' })
    return
  }
  req.session.regenerate(() => {
    req.session.accountId = account.id
    res.json({ id: account.id })
  })
})
