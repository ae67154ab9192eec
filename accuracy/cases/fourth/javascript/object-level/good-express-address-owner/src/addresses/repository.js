const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function updateAddress(id, userId, street, city) {
  const { rowCount } = await pool.query(
    'UPDATE addresses SET street = $3, city = $4 WHERE id = $1 AND user_id = $2',
    [id, userId, street, city],
  )
  return rowCount === 1
}

module.exports = { updateAddress }
