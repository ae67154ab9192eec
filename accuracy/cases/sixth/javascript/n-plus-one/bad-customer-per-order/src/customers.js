import { pool } from './pool.js'

export const customerStore = () => ({
  async load(id) {
    const { rows } = await pool.query('SELECT id, name FROM customers WHERE id = $1', [id])
    return rows[0] ?? null
  },
})
