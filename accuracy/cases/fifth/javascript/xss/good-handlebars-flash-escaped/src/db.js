const mysql = require('mysql2/promise')

const pool = mysql.createPool(process.env.DATABASE_URL)

exports.members = async (limit) => {
  const [rows] = await pool.query('SELECT id, name FROM members ORDER BY name LIMIT ?', [limit])
  return rows
}

exports.addMember = (name) => pool.execute('INSERT INTO members (name) VALUES (?)', [name])
