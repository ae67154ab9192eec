import { PrismaClient } from '@prisma/client'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { env } from '../env.js'

export const prisma = new PrismaClient()
export const redis = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null, connectTimeout: 5_000 })
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info', redact: ['*.password'] })

const defaults = { attempts: 4, backoff: { type: 'exponential', delay: 2_000 }, removeOnComplete: 1_000, removeOnFail: 5_000 }

export const hooksQueue = new Queue('hooks', { connection: redis, defaultJobOptions: defaults })
export const checksQueue = new Queue('checks', { connection: redis, defaultJobOptions: defaults })
export const mailQueue = new Queue('mail', { connection: redis, defaultJobOptions: defaults })
export const shotsQueue = new Queue('shots', { connection: redis, defaultJobOptions: defaults })
