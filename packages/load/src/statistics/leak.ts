import { trendOf } from './trend.ts'

/** A measurement of memory at an instant. */
export interface MemoryPoint {
  readonly atMs: number
  readonly bytes: number
}

export type LeakVerdict =
  | { readonly verdict: 'not-assessable'; readonly because: string }
  | {
      readonly verdict: 'no-leak-seen' | 'leak'
      readonly bytesPerSecond: number
      readonly probability: number
      readonly windows: number
      readonly spanMs: number
    }

/** At 60 s every third healthy service looked like a leak, at 300 s one in eleven (docs: leak simulation). */
export const MIN_LEAK_SPAN_MS = 300_000
/** Memory still grows while a service warms up: this share of the run is not looked at. */
const WARM_UP_SHARE = 0.3
const WINDOWS = 20
/** Slower growth is not told from noise at the shortest span. */
const MIN_BYTES_PER_SECOND = 4096
/** The minima of neighbouring windows depend on one another; a strict level brings false alarms to their nominal 5 %. */
const SIGNIFICANCE = 0.01

/**
 * Whether memory grows without end, from the minima of windows (what is left after each garbage collection) once the service is warm.
 * Shorter runs than 300 s are not assessable.
 */
export function leakVerdict(points: readonly MemoryPoint[]): LeakVerdict {
  const first = points[0]
  const last = points.at(-1)
  const spanMs = first === undefined || last === undefined ? 0 : last.atMs - first.atMs
  if (first === undefined || spanMs < MIN_LEAK_SPAN_MS) {
    return {
      verdict: 'not-assessable',
      because: `memory was watched for ${Math.round(spanMs / 1000)} s; a leak shows from ${MIN_LEAK_SPAN_MS / 1000} s on`,
    }
  }
  const warmFrom = first.atMs + spanMs * WARM_UP_SHARE
  const minima = windowMinima(
    points.filter((point) => point.atMs >= warmFrom),
    warmFrom,
    spanMs * (1 - WARM_UP_SHARE),
  )
  if (minima.length < WINDOWS / 2) return { verdict: 'not-assessable', because: `memory was looked at only ${points.length} times` }
  const trend = trendOf(
    minima.map((point) => point.atMs / 1000),
    minima.map((point) => point.bytes),
    SIGNIFICANCE,
  )
  const isLeak = trend.direction === 'rising' && trend.slope >= MIN_BYTES_PER_SECOND
  const { slope: bytesPerSecond, probability } = trend
  return { verdict: isLeak ? 'leak' : 'no-leak-seen', bytesPerSecond, probability, windows: minima.length, spanMs }
}

function windowMinima(points: readonly MemoryPoint[], startMs: number, spanMs: number): MemoryPoint[] {
  const minima: (MemoryPoint | undefined)[] = new Array(WINDOWS).fill(undefined)
  for (const point of points) {
    const window = Math.min(WINDOWS - 1, Math.floor(((point.atMs - startMs) / spanMs) * WINDOWS))
    const lowest = minima[window]
    if (lowest === undefined || point.bytes < lowest.bytes) minima[window] = point
  }
  return minima.filter((point) => point !== undefined)
}
