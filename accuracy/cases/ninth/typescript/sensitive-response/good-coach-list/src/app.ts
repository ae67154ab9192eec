import express from 'express'
import { Pool } from 'pg'
import { present, type Coach } from './coaches'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
export const app = express()

app.get('/coaches', async (_req, res) => {
  const { rows } = await pool.query<Coach>(
    'SELECT id, name, password_hash AS "passwordHash", reset_token AS "resetToken" FROM coaches LIMIT 20',
  )
  res.json(rows.map(present))
})
