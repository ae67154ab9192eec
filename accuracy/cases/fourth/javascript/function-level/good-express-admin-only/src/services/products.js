const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function add(name) {
  const { rows } = await pool.query('INSERT INTO products (name) VALUES ($1) RETURNING id', [name])
  return rows[0].id
}

async function remove(id) {
  await pool.query('DELETE FROM products WHERE id = $1', [id])
}

module.exports = { add, remove }
