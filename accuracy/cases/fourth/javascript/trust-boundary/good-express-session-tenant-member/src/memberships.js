const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function isMember(userId, tenantId) {
  const { rowCount } = await pool.query('SELECT 1 FROM memberships WHERE user_id = $1 AND tenant_id = $2', [userId, tenantId])
  return rowCount > 0
}

module.exports = { isMember }
