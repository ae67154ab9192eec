import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'

const db = drizzle(process.env.DATABASE_URL ?? '')
const app = new Hono()

app.get('/authors/:surname', async (c) => {
  const surname = c.req.param('surname')
  const found = await db.execute(sql`select id from authors where surname = ${surname} limit 20`)
  return c.json(found.rows)
})

export default app
