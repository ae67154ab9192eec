const { Pool } = require('pg')

const pool = new Pool()

exports.createRefund = async (order, amount) => {
  const { rows } = await pool.query('INSERT INTO refunds (order_id, amount) VALUES ($1, $2) RETURNING id', [order, amount])
  return rows[0]
}
exports.countRefunds = async () => {
  const { rows } = await pool.query('SELECT count(*) AS count FROM refunds')
  return Number(rows[0].count)
}
