import express from 'express'
import { rateLimit } from 'express-rate-limit'
import { authRouter } from './auth/router.js'

export const app = express()
app.use(express.json({ limit: '4kb' }))
app.use('/api/auth', rateLimit({ windowMs: 15 * 60_000, limit: 10 }))

app.use('/auth', authRouter)
app.get('/health', (_req, res) => {
  res.json({ ok: true })
})
