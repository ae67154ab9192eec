import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Hono } from 'hono'
import { badges, members } from './schema.js'

const db = drizzle(process.env.DATABASE_URL ?? '')
export const app = new Hono()

app.get('/team', async (c) => {
  const team = await db.select().from(members).limit(60)
  const shown: { name: string; badge?: string }[] = []
  for (const member of team) {
    const [badge] = await db.select().from(badges).where(eq(badges.memberId, member.id)).limit(1)
    shown.push({ name: member.name, badge: badge?.title })
  }
  return c.json(shown)
})
