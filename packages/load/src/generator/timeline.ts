/** What happened in one interval of a run, by the instant of the answer. */
export interface TimelinePoint {
  readonly startMs: number
  readonly durationMs: number
  readonly requests: number
  readonly errors: number
  readonly ratePerSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Counts of one interval: coarse log-linear buckets of microseconds, 3 % wide. */
interface Interval {
  requests: number
  errors: number
  max: number
  readonly buckets: Uint32Array
}

const BITS = 5
const BUCKETS = ((32 - BITS) << BITS) + (1 << BITS)
const MAX_INTERVALS = 600

export interface SerializedTimeline {
  readonly intervalMs: number
  readonly intervals: readonly { readonly requests: number; readonly errors: number; readonly max: number; readonly buckets: Uint32Array }[]
}

/** Requests, errors and latencies second by second. Longer runs than 600 s double the interval, so that memory is bounded. */
export class Timeline {
  #intervalMs = 1000
  #intervals: Interval[] = []
  /** The interval of the last record, and where it lies. */
  #current: Interval | null = null
  #currentFrom = 0
  #currentTo = 0

  record(elapsedMs: number, latencyUs: number, isError: boolean): void {
    const isSame = elapsedMs >= this.#currentFrom && elapsedMs < this.#currentTo
    const interval = isSame && this.#current !== null ? this.#current : this.#enter(elapsedMs)
    interval.requests++
    if (isError) interval.errors++
    if (latencyUs > interval.max) interval.max = latencyUs
    const bucket = bucketOf(latencyUs > 0 ? Math.min(latencyUs, 0xffff_ffff) >>> 0 : 0)
    interval.buckets[bucket] = (interval.buckets[bucket] ?? 0) + 1
  }

  merge(other: SerializedTimeline): void {
    while (this.#intervalMs < other.intervalMs) this.#coarsen()
    for (const [index, added] of other.intervals.entries()) {
      const interval = this.#at(index * other.intervalMs)
      interval.requests += added.requests
      interval.errors += added.errors
      interval.max = Math.max(interval.max, added.max)
      for (let bucket = 0; bucket < BUCKETS; bucket++)
        interval.buckets[bucket] = (interval.buckets[bucket] ?? 0) + (added.buckets[bucket] ?? 0)
    }
  }

  serialize(): SerializedTimeline {
    return { intervalMs: this.#intervalMs, intervals: this.#intervals }
  }

  /** The intervals up to `endMs`; the last is as long as the run left it. */
  points(endMs: number): TimelinePoint[] {
    return this.#intervals.map((interval, index) => {
      const startMs = index * this.#intervalMs
      const durationMs = Math.max(1, Math.min(this.#intervalMs, endMs - startMs))
      return {
        startMs,
        durationMs,
        requests: interval.requests,
        errors: interval.errors,
        ratePerSecond: (interval.requests * 1000) / durationMs,
        p50Ms: quantile(interval, 0.5),
        p95Ms: quantile(interval, 0.95),
        p99Ms: quantile(interval, 0.99),
        maxMs: interval.max / 1000,
      }
    })
  }

  /** Of each interval the requests, and those that took longer than so many microseconds, to the width of a bucket. */
  countsAbove(latencyUs: number): { readonly requests: number; readonly above: number }[] {
    const bucket = bucketOf(Math.min(Math.max(0, latencyUs), 0xffff_ffff) >>> 0)
    return this.#intervals.map(({ requests, buckets }) => ({
      requests,
      above: buckets.subarray(bucket + 1).reduce((sum, count) => sum + count, 0),
    }))
  }

  #enter(elapsedMs: number): Interval {
    const interval = this.#at(elapsedMs)
    this.#current = interval
    this.#currentFrom = Math.floor(elapsedMs / this.#intervalMs) * this.#intervalMs
    this.#currentTo = this.#currentFrom + this.#intervalMs
    return interval
  }

  #at(elapsedMs: number): Interval {
    let index = Math.max(0, Math.floor(elapsedMs / this.#intervalMs))
    while (index >= MAX_INTERVALS) {
      this.#coarsen()
      index = Math.floor(elapsedMs / this.#intervalMs)
    }
    while (this.#intervals.length <= index) this.#intervals.push({ requests: 0, errors: 0, max: 0, buckets: new Uint32Array(BUCKETS) })
    return this.#intervals[index] as Interval
  }

  #coarsen(): void {
    const halved: Interval[] = []
    for (const [index, interval] of this.#intervals.entries()) {
      const into = halved[index >> 1]
      if (into === undefined) {
        halved.push(interval)
        continue
      }
      into.requests += interval.requests
      into.errors += interval.errors
      into.max = Math.max(into.max, interval.max)
      for (let bucket = 0; bucket < BUCKETS; bucket++) into.buckets[bucket] = (into.buckets[bucket] ?? 0) + (interval.buckets[bucket] ?? 0)
    }
    this.#intervals = halved
    this.#currentTo = 0
    this.#intervalMs *= 2
  }
}

function bucketOf(value: number): number {
  if (value < 2 << BITS) return value
  const shift = 31 - Math.clz32(value) - BITS
  return (shift << BITS) + (value >>> shift)
}

function quantile(interval: Interval, q: number): number {
  const rank = Math.max(1, Math.ceil(q * interval.requests))
  let seen = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    seen += interval.buckets[bucket] ?? 0
    if (seen < rank) continue
    if (bucket < 2 << BITS) return Math.min(bucket + 0.5, interval.max) / 1000
    const shift = (bucket >>> BITS) - 1
    return Math.min((bucket - (shift << BITS)) * 2 ** shift + 2 ** (shift - 1), interval.max) / 1000
  }
  return 0
}
