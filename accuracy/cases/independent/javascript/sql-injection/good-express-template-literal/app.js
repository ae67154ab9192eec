import express from 'express'
import pg from 'pg'

const pool = new pg.Pool()
const app = express()

app.get('/customers/:id', async (req, res) => {
  const { id } = req.params
  const { rows } = await pool.query('SELECT id, name FROM customers WHERE id = $1', [id])
  if (rows.length === 0) return res.status(404).json({ error: 'not found' })
  res.json(rows[0])
})

app.listen(3000, '127.0.0.1')
