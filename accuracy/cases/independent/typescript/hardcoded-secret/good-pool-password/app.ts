import { Pool } from 'pg'

export const pool = new Pool({
  host: 'db.internal',
  database: 'orders',
  user: 'orders_app',
  password: process.env.PGPASSWORD,
  max: 10,
  connectionTimeoutMillis: 3000,
})

export async function countOrders(): Promise<number> {
  const { rows } = await pool.query('SELECT count(*) AS count FROM orders')
  return Number(rows[0].count)
}
