import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'
import { badges, members } from './schema.js'

const db = drizzle(process.env.DATABASE_URL ?? '')
export const app = new Hono()

app.get('/team', async (c) => {
  const team = await db.select().from(members).leftJoin(badges, eq(badges.memberId, members.id)).limit(60)
  const shown: { name: string; badge?: string }[] = []
  for (const row of team) {
    shown.push({ name: row.members.name, badge: row.badges?.title })
  }
  return c.json(shown)
})
