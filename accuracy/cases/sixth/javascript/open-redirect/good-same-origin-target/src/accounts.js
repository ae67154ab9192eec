const argon2 = require('argon2');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

exports.authenticate = async (email, password) => {
  const { rows } = await pool.query('SELECT id, password_hash FROM accounts WHERE email = $1', [email]);
  if (!rows[0]) return null;
  return (await argon2.verify(rows[0].password_hash, password)) ? rows[0].id : null;
};
