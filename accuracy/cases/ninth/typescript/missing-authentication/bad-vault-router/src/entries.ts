import { Router } from 'express'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
export const entries = Router()

entries.post('/', async (req, res) => {
  const title = String(req.body.title ?? '')
  const { rows } = await pool.query('INSERT INTO entries (title) VALUES ($1) RETURNING id', [title])
  res.status(201).json(rows[0])
})
