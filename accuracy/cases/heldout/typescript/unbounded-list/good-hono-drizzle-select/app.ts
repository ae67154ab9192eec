import { desc } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'
import { visits } from './schema.js'

const db = drizzle(process.env.DATABASE_URL ?? '')
export const app = new Hono()

app.get('/visits', async (c) => {
  const page = Math.max(0, Number.parseInt(c.req.query('page') ?? '0', 10) || 0)
  const rows = await db.select().from(visits).orderBy(desc(visits.at)).limit(100).offset(100 * page)
  return c.json({ page, rows })
})
