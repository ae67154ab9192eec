import express, { type Request, type Response } from 'express'
import rateLimit from 'express-rate-limit'
import { access, attempt } from './logging.js'
import { openSession } from './sessions.js'

export const app = express()
app.use(express.json())
app.use(access)

app.post('/login', rateLimit({ windowMs: 60_000, limit: 5 }), async (req: Request, res: Response) => {
  const { login, password } = req.body as { login: string; password: string }
  attempt(login, password)
  res.json(await openSession(login, password))
})
