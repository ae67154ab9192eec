import type { Histogram } from '../histogram.ts'
import type { MergedHistograms } from './load-result.ts'

/** How much of a percentile is thought not to be the service's, in milliseconds. */
export interface OwnDelay {
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
}

/**
 * Of the generator: open models know how late each request was sent, and on Linux every answer how long its reader was held up, so that
 * the percentiles with and without it are compared. Elsewhere reading late is as likely as sending late, or as the heartbeat says in the
 * closed model; a delay that is added once more shifts a percentile by about as much as it did before.
 */
export function ownDelayOf({ intended, onTime, lag, loopDelay }: MergedHistograms, knowsHeldUp: boolean): OwnDelay {
  const shifted = knowsHeldUp ? null : withDelay(intended, lag.count > 0 ? lag : loopDelay)
  return atEach((q) => {
    const measured = intended.quantile(q)
    return Math.max(0, measured - onTime.quantile(q) + (shifted === null ? 0 : shifted(q) - measured)) / 1000
  })
}

/** Of a target on this machine: reading a request and writing its answer are each held up by a wait as they were seen. */
export function targetDelayOf(intended: Histogram, waits: Histogram): OwnDelay {
  const shifted = withDelay(intended, waits)
  return atEach((q) => (2 * Math.max(0, shifted(q) - intended.quantile(q))) / 1000)
}

function atEach(delayMs: (q: number) => number): OwnDelay {
  return { p50: delayMs(0.5), p90: delayMs(0.9), p95: delayMs(0.95), p99: delayMs(0.99), p999: delayMs(0.999) }
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
  const delays = coarse(delay)
  const shareUpTo = (x: number) => {
    let total = 0
    for (const [value, count] of delays) total += count * (upTo[lastAtMost(values, x - value)] ?? 0)
    return total / Math.max(1, delay.count * latency.count)
  }
  return (q) => {
    if (delay.max === 0 || latency.count === 0) return latency.quantile(q)
    let low = latency.quantile(q)
    let high = low + delay.max
    for (let step = 0; step < 24; step++) {
      const middle = (low + high) / 2
      if (shareUpTo(middle) >= q) high = middle
      else low = middle
    }
    return high
  }
}

/** Delays by steps of a fiftieth of their size, at least of 5 us: finer ones change no percentile that anybody reads. */
function coarse(delay: Histogram): [value: number, count: number][] {
  const merged: [value: number, count: number][] = []
  for (const [value, count] of delay.buckets()) {
    const last = merged.at(-1)
    if (last === undefined || value - last[0] > Math.max(5, last[0] / 50)) merged.push([value, count])
    else last[1] += count
  }
  return merged
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
