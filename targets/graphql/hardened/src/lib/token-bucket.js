const MAX_KEYS = 20_000

/** A bucket of `burst` tokens per key, refilled evenly; memory is bounded by dropping the keys used longest ago. */
export class TokenBucket {
  #buckets = new Map()

  constructor({ perMinute, burst }) {
    this.perSecond = perMinute / 60
    this.burst = burst
    this.windowSeconds = Math.ceil(burst / this.perSecond)
  }

  /** Takes one token; tells what is left, and the seconds until the next token when there is none. */
  take(key, now = performance.now()) {
    const bucket = this.#buckets.get(key) ?? { tokens: this.burst, at: now }
    const tokens = Math.min(this.burst, bucket.tokens + ((now - bucket.at) / 1000) * this.perSecond)
    const allowed = tokens >= 1
    const left = allowed ? tokens - 1 : tokens
    this.#buckets.delete(key)
    this.#buckets.set(key, { tokens: left, at: now })
    if (this.#buckets.size > MAX_KEYS) this.#buckets.delete(this.#buckets.keys().next().value)
    return { allowed, remaining: Math.floor(left), retrySeconds: allowed ? 0 : (1 - left) / this.perSecond, resetSeconds: (this.burst - left) / this.perSecond }
  }
}
