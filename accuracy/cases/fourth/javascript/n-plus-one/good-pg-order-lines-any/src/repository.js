const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function linesOf(orderIds) {
  const { rows } = await pool.query('SELECT order_id, sku, count FROM order_lines WHERE order_id = ANY($1)', [orderIds])
  return rows
}

async function ordersOf(customerId) {
  const { rows } = await pool.query('SELECT id, number FROM orders WHERE customer_id = $1 ORDER BY id DESC LIMIT 50', [customerId])
  return rows
}

module.exports = { linesOf, ordersOf }
