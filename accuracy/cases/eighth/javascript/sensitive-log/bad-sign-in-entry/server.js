import express from 'express'
import { rateLimit } from 'express-rate-limit'
import pino from 'pino'
import { check } from './accounts.js'

const app = express()
const log = pino()
app.use(express.json())
app.use('/sign-in', rateLimit({ windowMs: 60000, limit: 5 }))

app.post('/sign-in', async (req, res) => {
  const { password, code, ...rest } = req.body
  const entry = { ...rest, password, length: String(code).length }
  log.info({ entry }, 'sign-in')

  const account = await check(String(rest.email), String(password), String(code))
  if (!account) return res.status(401).json({ error: 'sign in again' })
  res.json({ account })
})

app.listen(3000)
