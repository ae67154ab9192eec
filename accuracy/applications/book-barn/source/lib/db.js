const mysql = require('mysql2/promise');

const pool = mysql.createPool({
  host: process.env.DB_HOST || 'localhost',
  user: process.env.DB_USER || 'barn',
  password: 'barn-owl-1974',
  database: process.env.DB_NAME || 'bookbarn',
  connectionLimit: 10,
});

// Returns only the rows, which is what most routes want
async function query(sql, params) {
  const [rows] = await pool.query(sql, params);
  return rows;
}

module.exports = { pool, query };
