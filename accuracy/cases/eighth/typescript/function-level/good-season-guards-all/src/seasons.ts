import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function seasonNow(): Promise<unknown> {
  const { rows } = await pool.query('SELECT name, closed FROM seasons ORDER BY id DESC LIMIT 1')
  return rows[0] ?? null
}

export const renameSeason = (name: string) => pool.query('UPDATE seasons SET name = $1 WHERE NOT closed', [name])
export const closeSeason = () => pool.query('UPDATE seasons SET closed = true WHERE NOT closed')
