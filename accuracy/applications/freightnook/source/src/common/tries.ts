import { createHash } from 'node:crypto'
import { HttpException, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { Redis } from 'ioredis'
import { config } from '../config.js'

/** Counts tries in Redis, so that all processes count together. */
@Injectable()
export class Tries implements OnModuleDestroy {
  private readonly redis = new Redis(config().redisUrl, { connectTimeout: 3000, commandTimeout: 2000, maxRetriesPerRequest: 2, lazyConnect: true })

  async count(kind: string, who: string, most: number, seconds = 900) {
    const key = `tries:${kind}:${createHash('sha256').update(who).digest('base64url')}:${Math.floor(Date.now() / 1000 / seconds)}`
    const [[, n]] = (await this.redis.multi().incr(key).expire(key, seconds).exec()) as [[Error | null, number]]
    if (n > most) throw new HttpException('too many tries', 429)
  }

  ping = () => this.redis.ping()
  onModuleDestroy = () => void this.redis.disconnect()
}
