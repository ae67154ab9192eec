import { Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import { PricingClient, type Quote } from './pricing.client'

@Injectable()
export class QuotesService {
  private readonly cache = new LRUCache<string, Quote>({ max: 1000, ttl: 30_000 })

  constructor(private readonly pricing: PricingClient) {}

  async quote(from: string, to: string): Promise<Quote> {
    const key = `${from}|${to}`
    const known = this.cache.get(key)
    if (known !== undefined) return known
    const fresh = await this.pricing.ask(from, to)
    this.cache.set(key, fresh)
    return fresh
  }
}
