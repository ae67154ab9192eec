import DataLoader from 'dataloader'
import { pool } from './pool.js'

async function byIds(ids) {
  const { rows } = await pool.query('SELECT id, name FROM customers WHERE id = ANY($1)', [ids])
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id) ?? null)
}

export const customerStore = () => new DataLoader(byIds)
