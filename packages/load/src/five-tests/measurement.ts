import type { LoadModel } from '../generator/arrivals.ts'
import type { LoadResult } from '../generator/load-result.ts'
import type { TimelinePoint } from '../generator/timeline.ts'
import type { SerializedHistogram } from '../histogram.ts'
import { type Drift, driftOf } from '../statistics/drift.ts'
import { estimateProportion } from '../statistics/proportion.ts'
import { type Estimate, estimateQuantile } from '../statistics/quantiles.ts'

/** A generator that was held up makes latencies longer, never shorter: up to this share the interval is widened downwards, beyond it the test is void. */
const MOST_OWN_SHARE = 0.3

/** What one test measured, with the interval of each figure. No budget is judged here. */
export interface Measurement {
  /** How the load was made, for a reader: `closed model: 50 users, each waits for its answer`. */
  readonly description: string
  readonly model: LoadModel
  readonly connections: number
  readonly requests: number
  readonly errors: number
  /** Share of requests, 0 to 1. */
  readonly errorRate: Estimate
  readonly errorClasses: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
  readonly durationMs: number
  readonly ratePerSecond: number
  /** Milliseconds, of answered and timed-out requests; null when there was none. */
  readonly latencyMs: {
    readonly p50: Estimate
    readonly p90: Estimate
    readonly p95: Estimate
    readonly p99: Estimate
    readonly min: number
    readonly max: number
    readonly mean: number
  } | null
  readonly drift: Drift
  readonly histogram: SerializedHistogram
  readonly timeline: readonly TimelinePoint[]
  /** Why the numbers are not those of the service; null when they are. */
  readonly void: string | null
  readonly notes: readonly string[]
  /** Processor time of the generator. */
  readonly generatorCpuMs: number
}

export function measurementOf(result: LoadResult): Measurement {
  const { intendedMs, latencyMs, status } = result.samples
  const timed = latencyMs.map((_, index) => index).filter((index) => (status[index] ?? -1) >= 0)
  const observed = timed.map((index) => latencyMs[index] ?? 0)
  const { min, max, mean } = result.latencyMs
  const own = result.ownDelayMs
  const estimate = (q: number, ownMs: number) => withOwnDelay(estimateQuantile(observed, q), ownMs)
  const widened =
    result.voidCause === 'disturbed' && own.p95 <= MOST_OWN_SHARE * result.latencyMs.p95 && own.p99 <= MOST_OWN_SHARE * result.latencyMs.p99
  return {
    description: descriptionOf(result),
    model: result.model,
    connections: result.connections.used,
    requests: result.requests,
    errors: result.errors,
    errorRate: estimateProportion(result.errors, result.requests),
    errorClasses: result.errorClasses,
    statuses: result.statuses,
    durationMs: result.durationMs,
    ratePerSecond: result.ratePerSecond,
    latencyMs:
      observed.length === 0
        ? null
        : {
            p50: estimate(0.5, own.p50),
            p90: estimate(0.9, own.p90),
            p95: estimate(0.95, own.p95),
            p99: estimate(0.99, own.p99),
            min,
            max,
            mean,
          },
    drift: driftOf(
      timed.map((index) => intendedMs[index] ?? 0),
      observed,
    ),
    histogram: result.histogram,
    timeline: result.timeline,
    void: widened ? null : result.void,
    notes:
      widened && result.void !== null ? [...result.notes, `${result.void} The lower bounds of the intervals allow for it.`] : result.notes,
    generatorCpuMs: result.cpuMs,
  }
}

function withOwnDelay(estimate: Estimate, ownMs: number): Estimate {
  return estimate.lower === null ? estimate : { ...estimate, lower: Math.max(0, estimate.lower - ownMs) }
}

function descriptionOf({ model, connections }: LoadResult): string {
  const users = connections.used === 1 ? 'one user who waits' : `${connections.used} users, each of whom waits`
  if (model.kind === 'closed') return `closed model: ${users} for the answer before asking again`
  const rate =
    model.kind === 'constant' || model.kind === 'poisson' ? `${Number(model.ratePerSecond.toFixed(1))} requests per second` : model.kind
  const spacing = model.kind === 'poisson' ? 'at random instants' : 'evenly spaced'
  return `open model: ${rate} ${spacing}, over at most ${connections.used} connections; latency counts from the instant a request was due`
}
