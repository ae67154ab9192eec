import Database from 'better-sqlite3'
import { Hono } from 'hono'

const db = new Database('sales.sqlite', { readonly: true })
export const app = new Hono()

app.get('/sales', (c) => {
  const { month = '1', ...rest } = c.req.query()
  const year = Math.min(Math.max(Number.parseInt(rest.year ?? '', 10) || 2024, 2015), 2030)
  const rows = db.prepare(`SELECT day, total FROM sales_${year} WHERE month = ?`).all(Number(month))
  return c.json({ rows, filter: rest })
})
