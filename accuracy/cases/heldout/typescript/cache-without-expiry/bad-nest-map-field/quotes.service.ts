import { Injectable } from '@nestjs/common'
import { PricingClient, type Quote } from './pricing.client'

@Injectable()
export class QuotesService {
  private readonly cache = new Map<string, Quote>()

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
