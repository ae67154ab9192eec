const express = require('express')
const { pool } = require('./pool')

const app = express()

app.get('/health', async (req, res) => {
  await pool.query('SELECT 1')
  res.json({ database: 'up' })
})

module.exports = app
