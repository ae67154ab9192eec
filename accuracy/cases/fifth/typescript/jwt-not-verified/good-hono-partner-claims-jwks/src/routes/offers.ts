import { Hono } from 'hono'
import { zValidator } from '@hono/zod-validator'
import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '../db'
import { offers } from '../db/schema'
import { partner } from '../middleware/partner'

const Offer = z.object({ title: z.string().min(3).max(120), cents: z.number().int().positive() })

export const offerRoutes = new Hono<{ Variables: { partner: string } }>()
  .use(partner)
  .get('/', async (c) => {
    const rows = await db.select().from(offers).where(eq(offers.partner, c.get('partner'))).orderBy(desc(offers.id)).limit(50)
    return c.json(rows)
  })
  .post('/', zValidator('json', Offer), async (c) => {
    const { title, cents } = c.req.valid('json')
    const [row] = await db.insert(offers).values({ title, cents, partner: c.get('partner') }).returning({ id: offers.id })
    return c.json(row, 201)
  })
