import { Injectable } from '@nestjs/common'

export interface Quote {
  readonly price: number
}

@Injectable()
export class PricingClient {
  async ask(from: string, to: string): Promise<Quote> {
    const query = new URLSearchParams({ from, to })
    const answer = await fetch(`https://pricing.internal/quote?${query}`, { signal: AbortSignal.timeout(3000) })
    return (await answer.json()) as Quote
  }
}
