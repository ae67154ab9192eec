import { eq } from 'drizzle-orm'
import { Worker } from 'bullmq'
import { fetch } from 'undici'
import { db } from '../db'
import { webhooks } from '../db/schema'
import { agent } from './agent'
import { sign } from './sign'

interface Delivery {
  webhookId: string
  payload: Record<string, unknown>
}

export const worker = new Worker<Delivery>(
  'webhook-deliveries',
  async ({ data }) => {
    const hook = await db.query.webhooks.findFirst({ where: eq(webhooks.id, data.webhookId) })
    if (!hook) return
    const body = JSON.stringify(data.payload)
    const response = await fetch(hook.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-signature': sign(body, hook.secret) },
      dispatcher: agent,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`The receiver answered ${response.status}`)
  },
  { connection: { url: process.env.REDIS_URL } },
)
