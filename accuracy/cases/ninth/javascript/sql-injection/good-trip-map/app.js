const express = require('express')
const mysql = require('mysql2/promise')

const app = express()
const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 5 })

function tripOptions(query) {
  const options = new Map()
  options.set('state', 'planned')
  options.set('driver', query.driver ?? '')
  return options
}

app.get('/trips/count', async (req, res) => {
  const options = tripOptions(req.query)
  const value = options.get('state')
  const [rows] = await pool.query(`SELECT COUNT(*) AS total FROM trips WHERE label = '${value}'`)
  res.json({ total: rows[0].total, filters: options.size })
})

module.exports = app
