import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { db, photos } from './db.js'

const app = new Hono<{ Variables: { jwtPayload: { sub: string } } }>()
app.use('*', jwt({ secret: process.env.JWT_KEY ?? '', alg: 'HS256' }))

app.delete('/photos/:id', async (c) => {
  const id = Number(c.req.param('id'))
  const [photo] = await db.select().from(photos).where(eq(photos.id, id)).limit(1)
  if (photo === undefined) return c.json({ error: 'not found' }, 404)
  await db.delete(photos).where(eq(photos.id, photo.id))
  return c.body(null, 204)
})

export default app
