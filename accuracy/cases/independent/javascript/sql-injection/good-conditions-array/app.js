const express = require('express')
const { Pool } = require('pg')

const pool = new Pool()
const app = express()

app.get('/flats', async (req, res) => {
  const conditions = ['visible']
  const values = []
  for (const column of ['city', 'rooms', 'heating']) {
    const value = req.query[column]
    if (value === undefined) continue
    values.push(String(value))
    conditions.push(`${column} = $${values.length}`)
  }
  const { rows } = await pool.query(`SELECT id, rent FROM flats WHERE ${conditions.join(' AND ')} LIMIT 50`, values)
  res.json(rows)
})

module.exports = app
