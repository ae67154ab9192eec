import type { TimelinePoint } from '../generator/timeline.ts'
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
const MAX_BLOCKS = 30
/** Of a second with fewer requests the median says nothing. */
const LEAST_IN_BLOCK = 10
const SIGNIFICANCE = 0.01
/** A drift that is certain but smaller than this is none that matters. */
const MIN_CHANGE = 0.05

/** Drift of the medians of consecutive blocks, at most thirty: single latencies depend on their neighbours, blocks hardly. */
export function driftOf(atMs: readonly number[], latencyMs: readonly number[]): Drift {
  const blocks = Math.min(MAX_BLOCKS, Math.floor(latencyMs.length / 10))
  if (blocks < MIN_BLOCKS) return driftOfBlocks([])
  const order = latencyMs.map((_, index) => index).toSorted((a, b) => (atMs[a] ?? 0) - (atMs[b] ?? 0))
  const medians: number[] = []
  for (let block = 0; block < blocks; block++) {
    const members = order.slice(Math.floor((block * order.length) / blocks), Math.floor(((block + 1) * order.length) / blocks))
    medians.push(median(members.map((index) => latencyMs[index] ?? 0)))
  }
  return driftOfBlocks(medians)
}

/** Drift of a run whose samples were not kept, by the medians of its seconds: those of long runs are taken together. */
export function driftOfTimeline(points: readonly Pick<TimelinePoint, 'requests' | 'p50Ms'>[]): Drift {
  const whole = points.filter(({ requests }) => requests >= LEAST_IN_BLOCK)
  const size = Math.max(1, Math.ceil(whole.length / MAX_BLOCKS))
  const medians: number[] = []
  for (let first = 0; first + size <= whole.length; first += size)
    medians.push(median(whole.slice(first, first + size).map(({ p50Ms }) => p50Ms)))
  return driftOfBlocks(medians)
}

function driftOfBlocks(medians: readonly number[]): Drift {
  const blocks = medians.length
  if (blocks < MIN_BLOCKS) return { direction: null, relativeChange: 0, probability: 1, blocks }
  const { slope, probability, direction } = trendOf([...medians.keys()], [...medians], SIGNIFICANCE)
  const middle = median([...medians])
  const relativeChange = middle === 0 ? 0 : (slope * (blocks - 1)) / middle
  return { direction: Math.abs(relativeChange) < MIN_CHANGE ? 'none' : direction, relativeChange, probability, blocks }
}
