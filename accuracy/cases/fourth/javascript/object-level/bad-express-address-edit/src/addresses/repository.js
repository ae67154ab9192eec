const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function updateAddress(id, street, city) {
  const { rowCount } = await pool.query(
    'UPDATE addresses SET street = $2, city = $3 WHERE id = $1',
    [id, street, city],
  )
  return rowCount === 1
}

module.exports = { updateAddress }
