import argon2 from 'argon2'
import express, { type Request, type Response } from 'express'
import rateLimit from 'express-rate-limit'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const app = express()
const limiter = rateLimit({ windowMs: 15 * 60_000, limit: 10, standardHeaders: 'draft-7' })

app.use(express.json())
app.use('/register', limiter)

app.post('/auth/login', async (req: Request, res: Response) => {
  const { email = '', password = '' } = (req.body ?? {}) as Record<string, unknown>
  const { rows } = await pool.query('SELECT id, hash FROM users WHERE email = $1', [String(email)])
  const [user] = rows as { id: number; hash: string }[]
  if (!user || !(await argon2.verify(user.hash, String(password)))) {
    res.status(401).json({ error: 'wrong e-mail or password' })
    return
  }
  res.json({ id: user.id })
})

app.post('/register/confirm', (_req: Request, res: Response) => {
  res.sendStatus(204)
})

app.listen(3000)
