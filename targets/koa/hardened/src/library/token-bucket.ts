export interface Taken {
  readonly allowed: boolean
  readonly remaining: number
  readonly waitSeconds: number
  readonly resetSeconds: number
}

const MAX_KEYS = 20_000

/** A bucket a key, refilled evenly; the keys used longest ago are dropped, so that memory is bounded. */
export class TokenBucket {
  readonly burst: number
  readonly windowSeconds: number
  readonly #perSecond: number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  constructor(perMinute: number, burst: number) {
    this.burst = burst
    this.#perSecond = perMinute / 60
    this.windowSeconds = Math.ceil(burst / this.#perSecond)
  }

  take(key: string, now = performance.now()): Taken {
    const before = this.#buckets.get(key) ?? { tokens: this.burst, at: now }
    const tokens = Math.min(this.burst, before.tokens + ((now - before.at) / 1000) * this.#perSecond)
    const allowed = tokens >= 1
    const left = allowed ? tokens - 1 : tokens
    this.#buckets.delete(key)
    this.#buckets.set(key, { tokens: left, at: now })
    if (this.#buckets.size > MAX_KEYS) this.#buckets.delete(this.#buckets.keys().next().value as string)
    return { allowed, remaining: Math.floor(left), waitSeconds: allowed ? 0 : (1 - left) / this.#perSecond, resetSeconds: (this.burst - left) / this.#perSecond }
  }
}
