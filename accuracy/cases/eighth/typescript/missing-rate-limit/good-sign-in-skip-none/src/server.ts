import argon2 from 'argon2'
import express from 'express'
import { rateLimit } from 'express-rate-limit'
import pg from 'pg'

const app = express()
app.use(express.json())
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const dummy = await argon2.hash('no such account')

const REPLICAS = 3
const limiter = rateLimit({
  windowMs: 15 * 60 * 1000,
  limit: 10,
  standardHeaders: 'draft-8',
  skip: () => REPLICAS * 2 < 5,
})

app.post('/login', limiter, async (req, res) => {
  const email = String(req.body.email)
  const { rows } = await pool.query<{ id: number; hash: string }>('SELECT id, hash FROM accounts WHERE email = $1', [email])
  const matches = await argon2.verify(rows[0]?.hash ?? dummy, String(req.body.password))

  if (!matches || rows.length === 0) return void res.status(401).json({ error: 'wrong email or password' })
  res.json({ account: rows[0].id })
})

app.listen(3000)
