import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'
import { z } from 'zod'
import { vendors } from './schema.js'

const db = drizzle(process.env.DATABASE_URL ?? '')
const application = z.object({ name: z.string().min(1), city: z.string() })
export const app = new Hono()

app.post('/vendors', async (c) => {
  const body = await c.req.json()
  const parsed = application.parse(body)
  await db.insert(vendors).values({ ...parsed, approved: false })
  return c.json({ name: parsed.name }, 201)
})
