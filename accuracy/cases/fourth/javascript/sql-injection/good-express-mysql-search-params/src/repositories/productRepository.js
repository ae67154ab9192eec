const { pool } = require('../db')

async function searchProducts(term, limit) {
  let sql = 'SELECT id, name, price FROM products WHERE active = 1'
  const values = []
  if (term) {
    sql += ' AND name LIKE ?'
    values.push(`%${term}%`)
  }
  sql += ' ORDER BY name LIMIT ?'
  const [rows] = await pool.query(sql, [...values, limit])
  return rows
}

module.exports = { searchProducts }
