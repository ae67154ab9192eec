const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function findUser(email) {
  const { rows } = await pool.query('SELECT id, password_hash FROM users WHERE email = $1', [email])
  return rows[0]
}

module.exports = { findUser }
