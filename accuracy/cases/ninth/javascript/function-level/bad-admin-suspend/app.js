const express = require('express')
const { Pool } = require('pg')
const { hasRole, loggedIn } = require('./guards')

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
const app = express()
app.use(loggedIn)

app.get('/admin/reports', hasRole('admin'), async (_req, res) => {
  const { rows } = await pool.query('SELECT id, reason FROM reports ORDER BY id DESC LIMIT 50')
  res.json(rows)
})

app.post('/admin/members/:id/suspend', async (req, res) => {
  await pool.query('UPDATE members SET suspended = true WHERE id = $1', [Number(req.params.id)])
  res.sendStatus(204)
})

module.exports = app
