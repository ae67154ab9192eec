import { pool } from './pool.js'

export async function tenantNames(): Promise<string[]> {
  const { rows } = await pool.query('SELECT name FROM tenants LIMIT 100')
  return rows.map((row: { name: string }) => row.name)
}

export async function removeTenant(id: string): Promise<void> {
  await pool.query('DELETE FROM tenants WHERE id = $1', [id])
}
