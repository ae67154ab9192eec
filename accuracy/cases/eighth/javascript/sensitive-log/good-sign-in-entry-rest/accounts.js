import argon2 from 'argon2'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function check(email, password, code) {
  const { rows } = await pool.query('SELECT id, hash, code FROM accounts WHERE email = $1', [email])
  const found = rows[0]
  if (!found || found.code !== code) return null
  return (await argon2.verify(found.hash, password)) ? found.id : null
}
