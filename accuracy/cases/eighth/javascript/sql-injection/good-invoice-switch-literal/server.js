import express from 'express'
import pg from 'pg'

const app = express()
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const guess = 'ABC'

app.get('/invoices', async (req, res) => {
  const sent = String(req.query.state ?? '')
  let state

  switch (guess.charAt(1)) {
    case 'A':
      state = sent
      break
    case 'B':
      state = 'open'
      break
    case 'C':
    case 'D':
      state = sent
      break
    default:
      state = 'paid'
  }

  const { rows } = await pool.query(`SELECT id, total FROM invoices WHERE state = '${state}' ORDER BY id LIMIT 50`)
  res.json(rows)
})

app.listen(3000)
