import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { db } from './db.js'
import { users } from './schema.js'

export const people = new Hono()

people.get('/people/:handle', async (c) => {
  const [user] = await db
    .select({ id: users.id, handle: users.handle })
    .from(users)
    .where(eq(users.handle, c.req.param('handle')))
    .limit(1)
  if (!user) return c.json({ error: 'nobody has this handle' }, 404)
  return c.json(user)
})
