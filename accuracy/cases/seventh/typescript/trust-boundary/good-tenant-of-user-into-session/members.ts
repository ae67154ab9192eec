import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export async function tenantsOf(userId: string): Promise<string[]> {
  const { rows } = await pool.query('SELECT tenant FROM members WHERE user_id = $1 ORDER BY tenant LIMIT 100', [userId])
  return rows.map((row: { tenant: string }) => row.tenant)
}
