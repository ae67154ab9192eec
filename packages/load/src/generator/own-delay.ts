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
 * Open models know how late each request was sent; that answers are read late by as much is as likely. In the closed model the heartbeat
 * samples how long the generator is held up. A delay that is added once more shifts a percentile by about as much as it did before.
 */
export function ownDelayOf({ intended, onTime, lag, loopDelay }: MergedHistograms): OwnDelay {
  const isOpen = lag.count > 0
  const shifted = withDelay(intended, isOpen ? lag : loopDelay)
  const at = (q: number) => {
    const measured = intended.quantile(q)
    const sentLate = isOpen ? measured - onTime.quantile(q) : 0
    return Math.max(0, sentLate + shifted(q) - measured) / 1000
  }
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
