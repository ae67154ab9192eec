const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function loadRows(userId) {
  const { rows } = await pool.query('SELECT day, hours FROM timesheet WHERE user_id = $1 LIMIT 1000', [userId])
  return rows
}

module.exports = { loadRows }
