const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })

async function query(text, values = []) {
  const { rows } = await pool.query(text, values)
  return rows
}

async function one(text, values = []) {
  const [row] = await query(text, values)
  return row ?? null
}

module.exports = { pool, query, one }
