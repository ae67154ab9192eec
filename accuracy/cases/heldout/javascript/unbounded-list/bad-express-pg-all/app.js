const express = require('express')
const { pool } = require('./pool')

const app = express()

app.get('/parcels', async (req, res) => {
  const { state = 'new' } = req.query
  const { rows } = await pool.query('SELECT id, weight FROM parcels WHERE state = $1 ORDER BY id', [state])
  res.json(rows)
})

module.exports = app
