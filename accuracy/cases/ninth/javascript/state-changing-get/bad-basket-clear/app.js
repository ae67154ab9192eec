const express = require('express')
const session = require('express-session')
const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
const app = express()

app.use(
  session({
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, secure: true, sameSite: 'strict' },
  }),
)

async function clear(req, res) {
  if (!req.session.customerId) return res.sendStatus(401)
  await pool.query('DELETE FROM basket_items WHERE customer_id = $1', [req.session.customerId])
  res.sendStatus(204)
}

app.get('/basket/clear', clear)

module.exports = app
