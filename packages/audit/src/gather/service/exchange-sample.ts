import type { Exchange } from '../../model/evidence.ts'

const SAMPLES_KEPT = 3
const SAMPLES_IN_ALL = 600

/** A few exchanges of each kind. */
export class Sample {
  private readonly counts = new Map<string, number>()
  private readonly kept: Exchange[] = []

  add(exchange: Exchange): void {
    const path = exchange.url.replace(/\?.*$/, '').replace(/\/(?:\d+|[0-9a-f-]{16,}|q[0-9a-f]{6,})(?=\/|$)/gi, '/{}')
    const key = `${exchange.method} ${path} ${exchange.status} ${exchange.identity}`
    const count = this.counts.get(key) ?? 0
    if (count >= SAMPLES_KEPT || this.kept.length >= SAMPLES_IN_ALL) return
    this.counts.set(key, count + 1)
    this.kept.push(exchange)
  }

  all(): readonly Exchange[] {
    return this.kept
  }
}
