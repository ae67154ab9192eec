import type { LoadModel } from '../generator/arrivals.ts'
import type { LoadResult } from '../generator/load-result.ts'
import type { TimelinePoint } from '../generator/timeline.ts'
import type { SerializedHistogram } from '../histogram.ts'
import { type Drift, driftOf } from '../statistics/drift.ts'
import { estimateProportion } from '../statistics/proportion.ts'
import { type Estimate, estimateQuantile } from '../statistics/quantiles.ts'

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
  const { errorClasses } = result
  // refused and reset requests have no latency: what stays are the answered ones and those waited for in vain
  const waited = latencyMs.filter((_, index) => (status[index] ?? 0) > 0)
  const lost = (errorClasses.timeout ?? 0) + (errorClasses.unfinished ?? 0)
  const observed = lost > 0 ? latencyMs : waited
  const { min, max, mean } = result.latencyMs
  const estimate = (q: number) => estimateQuantile(observed, q)
  return {
    description: descriptionOf(result),
    model: result.model,
    connections: result.connections.used,
    requests: result.requests,
    errors: result.errors,
    errorRate: estimateProportion(result.errors, result.requests),
    errorClasses,
    statuses: result.statuses,
    durationMs: result.durationMs,
    ratePerSecond: result.ratePerSecond,
    latencyMs:
      observed.length === 0 ? null : { p50: estimate(0.5), p90: estimate(0.9), p95: estimate(0.95), p99: estimate(0.99), min, max, mean },
    drift: driftOf(intendedMs, latencyMs),
    histogram: result.histogram,
    timeline: result.timeline,
    void: result.void,
    notes: result.notes,
    generatorCpuMs: result.cpuMs,
  }
}

function descriptionOf({ model, connections }: LoadResult): string {
  const users = connections.used === 1 ? 'one user who waits' : `${connections.used} users, each of whom waits`
  if (model.kind === 'closed') return `closed model: ${users} for the answer before asking again`
  const rate =
    model.kind === 'constant' || model.kind === 'poisson' ? `${Number(model.ratePerSecond.toFixed(1))} requests per second` : model.kind
  const spacing = model.kind === 'poisson' ? 'at random instants' : 'evenly spaced'
  return `open model: ${rate} ${spacing}, over at most ${connections.used} connections; latency counts from the instant a request was due`
}
