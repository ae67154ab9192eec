const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function loadRows(sheetId, ownerId) {
  const { rows } = await pool.query(
    'SELECT net, tax, shipping FROM sheet_rows WHERE sheet_id = $1 AND owner_id = $2 LIMIT 500',
    [sheetId, ownerId],
  )
  return rows
}

module.exports = { loadRows }
