const express = require('express')
const _ = require('lodash')
const { Pool } = require('pg')

const app = express()
const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })

const SEARCHABLE = ['brand', 'colour', 'size']

app.get('/shoes', async (req, res) => {
  const wanted = _.pick(req.query, SEARCHABLE)
  const conditions = _.map(_.keys(wanted), (column, index) => `${column} = $${index + 1}`)
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const { rows } = await pool.query(`SELECT id, name FROM shoes ${where} LIMIT 40`, _.values(wanted))
  res.json(rows)
})

module.exports = app
