'use strict'

const express = require('express')
const { Pool } = require('pg')
const { sql } = require('./sql')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const router = express.Router()

router.get('/customers/:city', (req, res, next) => {
  const city = req.params.city
  const since = req.query.since ?? '2020-01-01'

  const query = sql`SELECT id, name FROM customers WHERE city = ${city} AND created_at > ${since} LIMIT 50`
  pool
    .query(query)
    .then((result) => {
      res.json(result.rows.map(({ id, name }) => ({ id, name })))
    })
    .catch(next)
})

module.exports = router
