import type { Histogram } from '../histogram.ts'
import type { MergedHistograms } from './load-result.ts'

/** How much of a percentile the generator itself is thought to have added, in milliseconds. */
export interface OwnDelay {
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
}

/**
 * Open models know how late each request was sent. In the closed model answers wait unseen while the generator is held up; its heartbeat
 * samples for how long. Adding that delay once more shifts a percentile by about as much as it has been shifted already.
 */
export function ownDelayOf({ intended, onTime, lag, loopDelay }: MergedHistograms): OwnDelay {
  const shifted = lag.count > 0 ? null : withDelay(intended, loopDelay)
  const at = (q: number) =>
    Math.max(0, shifted === null ? intended.quantile(q) - onTime.quantile(q) : shifted(q) - intended.quantile(q)) / 1000
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) }
}

/** Quantiles of the sum of a latency and an independent delay, in microseconds, by bisection on its distribution function. */
function withDelay(latency: Histogram, delay: Histogram): (q: number) => number {
  const values: number[] = []
  const upTo: number[] = []
  let seen = 0
  for (const [value, count] of latency.buckets()) {
    seen += count
    values.push(value)
    upTo.push(seen)
  }
  const delays = [...delay.buckets()]
  const shareUpTo = (x: number) => {
    let total = 0
    for (const [value, count] of delays) total += count * (upTo[lastAtMost(values, x - value)] ?? 0)
    return total / Math.max(1, delay.count * latency.count)
  }
  return (q) => {
    if (delay.max === 0 || latency.count === 0) return latency.quantile(q)
    let low = latency.quantile(q)
    let high = low + delay.max
    for (let step = 0; step < 30; step++) {
      const middle = (low + high) / 2
      if (shareUpTo(middle) >= q) high = middle
      else low = middle
    }
    return high
  }
}

/** Index of the last of ascending values that is at most `x`; -1 when there is none. */
function lastAtMost(values: readonly number[], x: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) <= x) low = middle + 1
    else high = middle
  }
  return low - 1
}
