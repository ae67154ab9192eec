import { DatabaseSync } from 'node:sqlite'
import { Hono } from 'hono'

const database = new DatabaseSync('metrics.sqlite')
const app = new Hono()

app.get('/metrics/:name', (c) => {
  const request = { table: 'metrics_daily', requested: c.req.param('name') }
  const rows = database.prepare(`SELECT day, value FROM ${request.table} LIMIT 31`).all()
  return c.json({ name: request.requested, rows })
})

export default app
