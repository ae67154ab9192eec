const express = require('express')
const { pool } = require('./pool')

const app = express()

app.get('/parcels', async (req, res) => {
  const { state = 'new' } = req.query
  const size = Math.min(Number.parseInt(req.query.size, 10) || 25, 100)
  const { rows } = await pool.query('SELECT id, weight FROM parcels WHERE state = $1 ORDER BY id LIMIT $2', [state, size])
  res.json(rows)
})

module.exports = app
