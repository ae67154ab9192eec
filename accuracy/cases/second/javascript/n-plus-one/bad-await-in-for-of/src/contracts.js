import { pool } from './pool.js'

const CONTRACTS = 'SELECT id, tariff_id FROM contracts WHERE customer_id = $1 ORDER BY id LIMIT 100'

export async function contractsOf(customerId) {
  const { rows } = await pool.query(CONTRACTS, [customerId])
  for (const row of rows) {
    const tariff = await pool.query('SELECT name, cents FROM tariffs WHERE id = $1', [row.tariff_id])
    row.tariff = tariff.rows[0]
  }
  return rows
}
