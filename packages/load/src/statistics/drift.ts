import { median, trendOf } from './trend.ts'

/** How latency moves over a run. */
export interface Drift {
  /** Null when the run was too short to tell. */
  readonly direction: 'rising' | 'falling' | 'none' | null
  /** Change over the whole run as a share of the median: 0.2 is 20 % slower at the end. */
  readonly relativeChange: number
  /** By chance alone. */
  readonly probability: number
  /** Blocks that were compared. */
  readonly blocks: number
}

const MIN_BLOCKS = 8
const SIGNIFICANCE = 0.01
/** A drift that is certain but smaller than this is none that matters. */
const MIN_CHANGE = 0.05

/** Drift of the medians of consecutive blocks, at most thirty: single latencies depend on their neighbours, blocks hardly. */
export function driftOf(atMs: readonly number[], latencyMs: readonly number[]): Drift {
  const blocks = Math.min(30, Math.floor(latencyMs.length / 10))
  if (blocks < MIN_BLOCKS) return { direction: null, relativeChange: 0, probability: 1, blocks }
  const order = latencyMs.map((_, index) => index).toSorted((a, b) => (atMs[a] ?? 0) - (atMs[b] ?? 0))
  const xs: number[] = []
  const ys: number[] = []
  for (let block = 0; block < blocks; block++) {
    const members = order.slice(Math.floor((block * order.length) / blocks), Math.floor(((block + 1) * order.length) / blocks))
    xs.push(block)
    ys.push(median(members.map((index) => latencyMs[index] ?? 0)))
  }
  const { slope, probability, direction } = trendOf(xs, ys, SIGNIFICANCE)
  const middle = median(ys)
  const relativeChange = middle === 0 ? 0 : (slope * (blocks - 1)) / middle
  return { direction: Math.abs(relativeChange) < MIN_CHANGE ? 'none' : direction, relativeChange, probability, blocks }
}
