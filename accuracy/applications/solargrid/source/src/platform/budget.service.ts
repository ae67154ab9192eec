import { HttpException, Injectable, Logger, OnApplicationShutdown } from '@nestjs/common'
import Redis from 'ioredis'
import { LRUCache } from 'lru-cache'
import { config } from '../config'

const plans = {
  usual: { most: 240, seconds: 60 },
  write: { most: 60, seconds: 60 },
  ingest: { most: 120, seconds: 60 },
  heavy: { most: 10, seconds: 300 },
  door: { most: 20, seconds: 900 },
  account: { most: 6, seconds: 900 },
  mail: { most: 5, seconds: 3600 },
} as const

export type Plan = keyof typeof plans

const count = `
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return n`

@Injectable()
export class BudgetService implements OnApplicationShutdown {
  private readonly log = new Logger(BudgetService.name)
  private readonly local = new LRUCache<string, { spent: number }>({ max: 20_000 })
  private readonly redis = new Redis(config.REDIS_URL, { connectTimeout: 2000, commandTimeout: 300, maxRetriesPerRequest: 1, enableOfflineQueue: false })

  constructor() {
    this.redis.on('error', (err) => this.log.warn(`redis: ${err.message}`))
  }

  /** Without Redis each instance counts for itself. */
  private async spent(key: string, seconds: number): Promise<number> {
    try {
      return Number(await this.redis.eval(count, 1, key, seconds))
    } catch {
      const entry = this.local.get(key) ?? { spent: 0 }
      if (entry.spent === 0) this.local.set(key, entry, { ttl: seconds * 1000 })
      return ++entry.spent
    }
  }

  async spend(plan: Plan, who: string): Promise<void> {
    const { most, seconds } = plans[plan]
    if ((await this.spent(`budget:${plan}:${who}`, seconds)) > most) throw new HttpException('slow-down', 429)
  }

  ready = () => this.redis.ping().then(() => true, () => false)

  async onApplicationShutdown() {
    await this.redis.quit().catch(() => this.redis.disconnect())
  }
}
