import type { Pool } from 'pg'

const COLUMNS: Record<string, string> = { make: 'v.make', fuel: 'v.fuel', color: 'v.color' }

export async function searchVehicles(pool: Pool, filters: Record<string, string>) {
  const conditions: string[] = ['v.sold_at IS NULL']
  const values: string[] = []
  for (const [name, value] of Object.entries(filters)) {
    if (!Object.hasOwn(COLUMNS, name)) continue
    conditions.push(`${COLUMNS[name]} = '${value}'`)
  }
  const text = `SELECT v.id, v.make, v.model FROM vehicles v WHERE ${conditions.join(' AND ')} LIMIT 60`
  const { rows } = await pool.query(text, values)
  return rows
}
