import { Queue } from 'bullmq'
import { Redis } from 'ioredis'

export const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null })

export const clips = new Queue('clips', {
  connection,
  defaultJobOptions: { attempts: 3, removeOnComplete: 500, removeOnFail: 500 },
})
