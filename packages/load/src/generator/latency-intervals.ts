import type { Histogram } from '../histogram.ts'
import { quantileRanks } from '../statistics/quantiles.ts'
import type { OwnDelay } from './own-delay.ts'
import type { Timeline } from './timeline.ts'

/** Milliseconds; null where so few requests bound nothing. */
export interface LatencyInterval {
  readonly lower: number | null
  readonly upper: number | null
}

export type LatencyIntervals = Readonly<Record<keyof OwnDelay, LatencyInterval>>

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const
/** Of fewer seconds nobody can say how much they differ. */
const LEAST_SECONDS = 8

/**
 * Where each percentile lies at 95 %: by order statistics, wider where the seconds of the run differ by more than chance, and downwards by
 * the delays that are thought not to be the service's: those make latencies longer, never shorter.
 */
export function latencyIntervals(latency: Histogram, timeline: Timeline, delaysMs: readonly OwnDelay[]): LatencyIntervals {
  const of = (name: keyof OwnDelay): LatencyInterval => {
    const q = QUANTILES[name]
    const ranks = quantileRanks(latency.count, q)
    const spread = Math.sqrt(dispersion(timeline.countsAbove(latency.quantile(q))))
    const centre = q * latency.count
    const valueAt = (rank: number) =>
      latency.valueAtRank(Math.min(latency.count, Math.max(1, Math.round(centre + (rank - centre) * spread))))
    const foreignMs = delaysMs.reduce((sum, delay) => sum + delay[name], 0)
    return {
      lower: ranks.lower === null ? null : Math.max(0, valueAt(ranks.lower) / 1000 - foreignMs),
      upper: ranks.upper === null ? null : valueAt(ranks.upper) / 1000,
    }
  }
  return { p50: of('p50'), p90: of('p90'), p95: of('p95'), p99: of('p99'), p999: of('p999') }
}

/** By how much the counts of late requests, second by second, vary more than those of independent requests would; at least 1. */
function dispersion(seconds: readonly { readonly requests: number; readonly above: number }[]): number {
  const used = seconds.filter(({ requests }) => requests > 0)
  const requests = used.reduce((sum, second) => sum + second.requests, 0)
  const share = used.reduce((sum, second) => sum + second.above, 0) / Math.max(1, requests)
  if (used.length < LEAST_SECONDS || share === 0 || share === 1) return 1
  let total = 0
  for (const second of used) total += (second.above - second.requests * share) ** 2 / (second.requests * share * (1 - share))
  return Math.max(1, total / (used.length - 1))
}
