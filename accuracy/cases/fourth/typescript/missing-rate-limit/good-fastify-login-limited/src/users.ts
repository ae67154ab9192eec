import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL })

export async function findUser(email: string): Promise<{ id: string; password_hash: string } | undefined> {
  const { rows } = await pool.query('SELECT id, password_hash FROM users WHERE email = $1', [email])
  return rows[0]
}
