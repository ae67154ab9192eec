import { pool } from './pool.js'

const CONTRACTS = 'SELECT id, tariff_id FROM contracts WHERE customer_id = $1 ORDER BY id LIMIT 100'

export async function contractsOf(customerId) {
  const { rows } = await pool.query(CONTRACTS, [customerId])
  const ids = rows.map((row) => row.tariff_id)
  const tariffs = await pool.query('SELECT id, name, cents FROM tariffs WHERE id = ANY($1)', [ids])
  const byId = new Map(tariffs.rows.map((tariff) => [tariff.id, tariff]))
  for (const row of rows) row.tariff = byId.get(row.tariff_id)
  return rows
}
