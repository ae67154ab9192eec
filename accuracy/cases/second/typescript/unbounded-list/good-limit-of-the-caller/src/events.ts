import { zValidator } from '@hono/zod-validator'
import { desc } from 'drizzle-orm'
import { Hono } from 'hono'
import { z } from 'zod'
import { signedIn } from './auth.js'
import { db } from './db.js'
import { events as table } from './schema.js'

const Page = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), offset: z.coerce.number().int().min(0).default(0) })

export const events = new Hono()

events.get('/events', signedIn, zValidator('query', Page), async (c) => {
  const { limit, offset } = c.req.valid('query')
  const rows = await db.select().from(table).orderBy(desc(table.at)).limit(limit).offset(offset)
  return c.json({ rows })
})
