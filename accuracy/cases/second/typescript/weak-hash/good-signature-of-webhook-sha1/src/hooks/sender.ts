import { Worker } from 'bullmq'
import { sign } from './sign.js'
import { subscriptions } from './subscriptions.js'

export const sender = new Worker<{ subscriptionId: number; event: object }>(
  'hooks',
  async ({ data }) => {
    const { url, secret } = await subscriptions.verified(data.subscriptionId)
    const body = JSON.stringify(data.event)
    const answer = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      headers: { 'content-type': 'application/json', 'x-signature': sign(secret, body) },
      signal: AbortSignal.timeout(8000),
    })
    if (!answer.ok) throw new Error(`subscriber answered ${answer.status}`)
  },
  { connection: { host: 'redis', port: 6379 } },
)
