import { pool } from './pool.js'

export async function transfer(from, to, amount) {
  const { rows } = await pool.query('INSERT INTO transfers (source, target, amount) VALUES ($1, $2, $3) RETURNING id', [from, to, amount])
  return { id: rows[0].id }
}
