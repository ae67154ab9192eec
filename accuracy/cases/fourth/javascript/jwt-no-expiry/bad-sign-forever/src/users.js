const bcrypt = require('bcrypt')
const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

async function checkCredentials(email, password) {
  const { rows } = await pool.query('SELECT id, role, password_hash FROM users WHERE email = $1', [String(email)])
  const user = rows[0]
  return user && (await bcrypt.compare(String(password), user.password_hash)) ? user : null
}

module.exports = { checkCredentials }
