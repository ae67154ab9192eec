const { pool } = require('../db')

async function searchProducts(term, limit) {
  let sql = 'SELECT id, name, price FROM products WHERE active = 1'
  if (term) {
    sql += " AND name LIKE '%" + term + "%'"
  }
  sql += ' ORDER BY name LIMIT ?'
  const [rows] = await pool.query(sql, [limit])
  return rows
}

module.exports = { searchProducts }
