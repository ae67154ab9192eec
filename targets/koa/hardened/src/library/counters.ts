import type { Context, Next } from 'koa'

const BOUNDS = [0.01, 0.05, 0.1, 0.5, 1, 5]

/** Requests by method and class of status, and how long they took, in the format of Prometheus. */
export class Counters {
  readonly #requests = new Map<string, number>()
  readonly #buckets = BOUNDS.map(() => 0)
  #seconds = 0
  #count = 0

  readonly middleware = async (ctx: Context, next: Next): Promise<void> => {
    const started = performance.now()
    try {
      await next()
    } finally {
      const seconds = (performance.now() - started) / 1000
      const labels = `method="${['GET', 'POST', 'PATCH', 'DELETE'].includes(ctx.method) ? ctx.method : 'other'}",status="${Math.floor(ctx.status / 100)}xx"`
      this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1)
      BOUNDS.forEach((bound, at) => {
        if (seconds <= bound) this.#buckets[at] = (this.#buckets[at] ?? 0) + 1
      })
      this.#seconds += seconds
      this.#count += 1
    }
  }

  text(): string {
    const lines = ['# TYPE desk_requests_total counter', ...[...this.#requests].map(([labels, count]) => `desk_requests_total{${labels}} ${count}`), '# TYPE desk_request_seconds histogram']
    for (const [at, bound] of BOUNDS.entries()) lines.push(`desk_request_seconds_bucket{le="${bound}"} ${this.#buckets[at]}`)
    lines.push(`desk_request_seconds_bucket{le="+Inf"} ${this.#count}`, `desk_request_seconds_sum ${this.#seconds}`, `desk_request_seconds_count ${this.#count}`)
    lines.push('# TYPE process_resident_memory_bytes gauge', `process_resident_memory_bytes ${process.memoryUsage.rss()}`)
    return `${lines.join('\n')}\n`
  }
}
