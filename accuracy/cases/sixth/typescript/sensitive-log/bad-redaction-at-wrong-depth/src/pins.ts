import argon2 from 'argon2'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function changePin(login: string, pin: string, newPin: string): Promise<boolean> {
  const { rows } = await pool.query('SELECT id, pin_hash FROM wallets WHERE login = $1', [login])
  if (!rows[0] || !(await argon2.verify(rows[0].pin_hash, pin))) return false
  await pool.query('UPDATE wallets SET pin_hash = $2 WHERE id = $1', [rows[0].id, await argon2.hash(newPin)])
  return true
}
