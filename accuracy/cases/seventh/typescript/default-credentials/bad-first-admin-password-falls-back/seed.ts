import argon2 from 'argon2'
import type { Pool } from 'pg'

const initial = (): string => process.env.ADMIN_PASSWORD ?? 'admin'

export async function seedAdmin(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query("SELECT 1 FROM users WHERE role = 'admin' LIMIT 1")
  if (rowCount) return

  const hash = await argon2.hash(initial())
  await pool.query('INSERT INTO users (login, hash, role) VALUES ($1, $2, $3)', [
    'admin',
    hash,
    'admin',
  ])
}
