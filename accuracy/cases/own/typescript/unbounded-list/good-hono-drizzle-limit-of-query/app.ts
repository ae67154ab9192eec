import { Hono } from 'hono'
import { desc } from 'drizzle-orm'
import { db } from './db'
import { sightings } from './schema'

const app = new Hono()

app.get('/sightings', async (c) => {
  const { limit } = c.req.query()
  const found = await db
    .select()
    .from(sightings)
    .orderBy(desc(sightings.id))
    .limit(Math.min(Number(limit) || 20, 100))
  return c.json(found)
})

export default app
