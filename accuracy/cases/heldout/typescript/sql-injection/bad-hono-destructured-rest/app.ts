import Database from 'better-sqlite3'
import { Hono } from 'hono'

const db = new Database('sales.sqlite', { readonly: true })
export const app = new Hono()

app.get('/sales', (c) => {
  const { month = '1', ...rest } = c.req.query()
  const { year = '2024' } = rest
  const rows = db.prepare(`SELECT day, total FROM sales_${year} WHERE month = ?`).all(Number(month))
  return c.json({ rows, filter: rest })
})
