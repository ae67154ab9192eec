import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { and, eq } from 'drizzle-orm'
import { db } from './db'
import { lockers } from './schema'

const app = new Hono()
app.use('/lockers/*', jwt({ secret: process.env.JWT_SECRET ?? '', alg: 'HS256' }))

app.get('/lockers/:id', async (c) => {
  const member = Number(c.get('jwtPayload').sub)
  const [locker] = await db.select().from(lockers).where(and(eq(lockers.id, Number(c.req.param('id'))), eq(lockers.memberId, member)))
  return locker === undefined ? c.notFound() : c.json(locker)
})

export default app
