import express from 'express'
import { rateLimit } from 'express-rate-limit'
import { startReset } from './resets.js'

export const app = express()
app.use(express.json({ limit: '2kb' }))

app.post('/password-resets', rateLimit({ windowMs: 900_000, limit: 5 }), async (req, res) => {
  const email = req.body?.email
  if (typeof email !== 'string' || !email.includes('@')) return res.sendStatus(422)
  await startReset(email.trim().toLowerCase())
  res.sendStatus(202)
})
