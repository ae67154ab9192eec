import { Queue } from 'bullmq'

export const connection = { url: process.env.REDIS_URL }
export const avatars = new Queue('avatars', { connection, defaultJobOptions: { attempts: 3, removeOnComplete: 100 } })
