import { Router } from 'express'
import { requireUser } from './auth.js'
import { score } from './scoring.js'

export const offers = Router()

offers.post('/offers', requireUser, async (req, res) => {
  const value = await score(req.user)
  res.json({ rate: value > 700 ? 3.1 : 4.6 })
})
