import { LoadError } from './errors.ts'
import { arrivalsOf } from './generator/arrivals.ts'
import type { LoadOptions } from './generator/load-options.ts'
import { Histogram } from './histogram.ts'
import { runLoad } from './run-load.ts'
import { type CapacityEstimate, capacityEstimator, type Probe, type ServiceLevel } from './statistics/capacity.ts'
import { fitScalability, type Scalability, type ScalabilityPoint } from './statistics/scalability.ts'

export interface FindCapacityOptions extends Omit<LoadOptions, 'model' | 'durationMs' | 'maxRequests' | 'onProgress' | 'keepSamples'> {
  readonly slo: ServiceLevel
  /** Probes that verify the model's figure. Default 3. */
  readonly probes?: number
  /** Default 6.5 s. */
  readonly probeMs?: number
  readonly onProgress?: (stage: string) => void
}

export interface CapacityResult extends CapacityEstimate {
  readonly url: string
  readonly slo: ServiceLevel
  readonly probes: readonly (Probe & { readonly latencyMs: number; readonly void: string | null })[]
  /** Rate over concurrency, up to saturation. */
  readonly saturation: readonly ScalabilityPoint[]
  readonly scalability: Scalability | null
  /** Why the figure is not the service's; null when it is. */
  readonly void: string | null
  readonly durationMs: number
  readonly aborted: boolean
}

const LIGHT_MS = 3000
const STEP_MS = 350
/** The rate at saturation decides the model: it is held longer than the steps that look for it. */
const HOLD_MS = 4000
const PROBE_MS = 6500
const MAX_REPLAYED = 10_000
const MOST_USERS = 256
/** Doubling the users that brings less than this has reached saturation. */
const LEAST_GAIN = 1.04

/** One piece of load: so many users who wait for their answers, or a rate. */
export type CapacityLoad =
  | { readonly kind: 'users'; readonly users: number; readonly durationMs: number }
  | { readonly kind: 'rate'; readonly ratePerSecond: number; readonly durationMs: number; readonly seed: number }

/** What a piece of load showed. */
export interface CapacityObservation {
  readonly requests: number
  /** Of answered requests, in order; kept for a single user only. */
  readonly latenciesMs: readonly number[]
  readonly answeredPerSecond: number
  readonly histogram: Histogram
  readonly void: string | null
  readonly isGeneratorBusy: boolean
  readonly aborted: boolean
}

export interface SearchOptions {
  readonly slo: ServiceLevel
  readonly probes?: number | undefined
  readonly probeMs?: number | undefined
  readonly seed?: number | undefined
  readonly onProgress?: ((stage: string) => void) | undefined
}

type Found = Omit<CapacityResult, 'url' | 'slo' | 'durationMs'>

/**
 * Finds the highest rate at which a service keeps its service level, within some 30 s: a sample at light load, the rate at saturation, a
 * queue model of both, and probes at the rates that the model names. Throws LoadError when the service does not answer.
 */
export async function findCapacity(options: FindCapacityOptions): Promise<CapacityResult> {
  const began = performance.now()
  const { slo, probes, probeMs, onProgress, seed, ...load } = options
  const found = await searchCapacity({ slo, probes, probeMs, seed, onProgress }, (piece) => observe(load, piece))
  if (found === null) throw new LoadError('TARGET_UNREACHABLE', `${options.url} answered nothing. Is it running?`)
  return { ...found, url: options.url, slo, durationMs: performance.now() - began, aborted: options.signal?.aborted ?? false }
}

/** The search itself, over anything that can be loaded; null when it answers nothing. */
export async function searchCapacity(
  { slo, probes: probeCount = 3, probeMs = PROBE_MS, seed = 1, onProgress }: SearchOptions,
  measure: (load: CapacityLoad) => Promise<CapacityObservation>,
): Promise<Found | null> {
  onProgress?.('one user at a time')
  const light = await measure({ kind: 'users', users: 1, durationMs: LIGHT_MS })
  const serviceMs = light.latenciesMs
  if (serviceMs.length === 0) return null
  const { points, voidReason } = await saturate(measure, onProgress)
  const best = points.reduce((top, point) => (point.ratePerSecond > top.ratePerSecond ? point : top))
  onProgress?.(`${best.concurrency} users at once, for longer`)
  const held = await measure({ kind: 'users', users: best.concurrency, durationMs: HOLD_MS })
  const maxPerSecond = held.answeredPerSecond
  points.push({ concurrency: best.concurrency, ratePerSecond: maxPerSecond })
  const estimateWith = capacityEstimator({ serviceMs, maxPerSecond, slo, seed })
  let estimate = estimateWith([])
  const probes: CapacityResult['probes'][number][] = []
  const evidence: Probe[] = []
  let reason = light.void ?? voidReason ?? (held.isGeneratorBusy ? held.void : null)
  let aborted = light.aborted || held.aborted
  for (let index = 0; index < probeCount && !aborted && estimate.ratePerSecond >= 1; index++) {
    const ratePerSecond = estimate.ratePerSecond
    onProgress?.(`${Math.round(ratePerSecond)} requests per second`)
    const seen = await measure({ kind: 'rate', ratePerSecond, durationMs: probeMs, seed: seed + index })
    const { requests, histogram } = seen
    const late = Math.max(0, requests - histogram.countUpTo(slo.limitMs * 1000))
    probes.push({ ratePerSecond, requests, late, latencyMs: histogram.quantile(slo.quantile) / 1000, void: seen.void })
    evidence.push({
      ratePerSecond,
      requests,
      late,
      meanMs: histogram.mean / 1000,
      arrivalsMs: arrivalsUntil(ratePerSecond, probeMs, seed + index),
    })
    aborted ||= seen.aborted
    reason ??= seen.void
    estimate = estimateWith(evidence)
  }
  return { ...estimate, probes, saturation: points, scalability: fitScalability(points), void: reason, aborted }
}

/** The instants at which a probe's requests were due: the same seed gives the same ones. */
function arrivalsUntil(ratePerSecond: number, durationMs: number, seed: number): Float64Array {
  const arrivals = arrivalsOf({ kind: 'poisson', ratePerSecond }, durationMs, seed)
  const instants: number[] = []
  for (let instant = arrivals(); instant < Number.POSITIVE_INFINITY && instants.length < MAX_REPLAYED; instant = arrivals())
    instants.push(instant)
  return Float64Array.from(instants)
}

/** Doubles the users until the rate no longer rises. */
async function saturate(
  measure: (load: CapacityLoad) => Promise<CapacityObservation>,
  onProgress: ((stage: string) => void) | undefined,
): Promise<{ points: ScalabilityPoint[]; voidReason: string | null }> {
  const points: ScalabilityPoint[] = []
  let voidReason: string | null = null
  let flat = 0
  for (let users = 1; users <= MOST_USERS && flat < 2; users *= 2) {
    onProgress?.(`${users} users at once`)
    const seen = await measure({ kind: 'users', users, durationMs: STEP_MS })
    const best = Math.max(0, ...points.map(({ ratePerSecond }) => ratePerSecond))
    const ratePerSecond = seen.answeredPerSecond
    points.push({ concurrency: users, ratePerSecond })
    if (seen.isGeneratorBusy) voidReason = seen.void
    flat = ratePerSecond < best * LEAST_GAIN ? flat + 1 : 0
    if (seen.aborted) break
  }
  return { points, voidReason }
}

async function observe(
  load: Omit<FindCapacityOptions, 'slo' | 'probes' | 'probeMs' | 'seed' | 'onProgress'>,
  piece: CapacityLoad,
): Promise<CapacityObservation> {
  const { durationMs } = piece
  const result = await runLoad(
    piece.kind === 'users'
      ? {
          ...load,
          connections: piece.users,
          threads: Math.min(load.threads ?? 1, piece.users),
          durationMs,
          keepSamples: piece.users === 1 ? 20_000 : 0,
        }
      : {
          ...load,
          connections: Math.max(load.connections ?? 0, MOST_USERS),
          model: { kind: 'poisson', ratePerSecond: piece.ratePerSecond },
          durationMs,
          seed: piece.seed,
        },
  )
  const answered = Object.values(result.statuses).reduce((total, count) => total + count, 0)
  return {
    requests: result.requests,
    latenciesMs: result.samples.latencyMs.filter((_, index) => (result.samples.status[index] ?? 0) > 0),
    // Those that were under way at the end came later than that: with them, few users for a short time would seem to get more.
    answeredPerSecond: result.requests > 0 ? (result.ratePerSecond * answered) / result.requests : 0,
    histogram: Histogram.deserialize(result.histogram),
    void: result.void,
    isGeneratorBusy: result.cpuShare > 0.92,
    aborted: result.aborted,
  }
}
