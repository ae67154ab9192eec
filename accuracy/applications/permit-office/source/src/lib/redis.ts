import Redis from 'ioredis'
import { config } from '../config'
import { logger } from './logger'

export const redis = new Redis(config.REDIS_URL, {
  connectTimeout: 2000,
  commandTimeout: 500,
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
})

redis.on('error', (err) => logger.warn({ reason: err.message }, 'redis'))
