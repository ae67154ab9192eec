import { Hono } from 'hono'
import { zValidator } from '@hono/zod-validator'
import { z } from 'zod'
import { db } from '../db'
import { webhooks } from '../db/schema'
import { requireAdmin } from '../middleware/require-admin'

const Webhook = z.object({ url: z.string().url(), events: z.array(z.enum(['order.paid', 'order.shipped'])).min(1) })

export const webhooksRouter = new Hono().post('/', requireAdmin, zValidator('json', Webhook), async (c) => {
  const { url, events } = c.req.valid('json')
  const [row] = await db.insert(webhooks).values({ url, events, orgId: c.get('orgId') }).returning({ id: webhooks.id })
  return c.json(row, 201)
})
