import express from 'express'
import { Pool } from 'pg'
import { ListQuery } from './schema.js'

const pool = new Pool()
export const app = express()

app.get('/jobs', async (req, res) => {
  const parsed = ListQuery.safeParse(req.query)
  if (!parsed.success) {
    res.status(422).end()
    return
  }
  const { page, direction } = parsed.data
  const { rows } = await pool.query(`SELECT id, state FROM jobs ORDER BY id ${direction} LIMIT 20 OFFSET ${(page - 1) * 20}`)
  res.json(rows)
})
