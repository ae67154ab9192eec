import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })

export async function findReader(card: string): Promise<{ id: string; passwordHash: string } | undefined> {
  const { rows } = await pool.query('SELECT id, password_hash AS "passwordHash" FROM readers WHERE card = $1', [card])
  return rows[0]
}
