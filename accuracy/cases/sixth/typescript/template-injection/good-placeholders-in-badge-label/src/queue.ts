import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import type { Guest } from './labels.js'

export interface BadgeJob {
  format: string
  guests: Guest[]
}

export const connection = new Redis(process.env.REDIS_URL as string, { maxRetriesPerRequest: null })
export const badges = new Queue<BadgeJob>('badges', { connection, defaultJobOptions: { removeOnComplete: true } })
