import { LoadError } from './errors.ts'
import type { LoadOptions } from './generator/load-options.ts'
import type { LoadResult } from './generator/load-result.ts'
import { Histogram } from './histogram.ts'
import { runLoad } from './run-load.ts'
import { type CapacityEstimate, estimateCapacity, type Probe, type ServiceLevel } from './statistics/capacity.ts'
import { fitScalability, type Scalability, type ScalabilityPoint } from './statistics/scalability.ts'

export interface FindCapacityOptions extends Omit<LoadOptions, 'model' | 'durationMs' | 'maxRequests' | 'onProgress' | 'keepSamples'> {
  readonly slo: ServiceLevel
  /** Probes that verify the model's figure. Default 3. */
  readonly probes?: number
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

const LIGHT_MS = 2000
const STEP_MS = 700
const MOST_USERS = 256
/** Doubling the users that brings less than this has reached saturation. */
const LEAST_GAIN = 1.04

/**
 * Finds the highest rate at which a service keeps its service level, within some 30 s: a sample at light load, the rate at saturation, a
 * queue model of both, and probes at the rates that the model names. Throws LoadError when the service does not answer.
 */
export async function findCapacity(options: FindCapacityOptions): Promise<CapacityResult> {
  const began = performance.now()
  const { slo, probes: probeCount = 3, probeMs = 5000, onProgress, seed = 1, ...load } = options
  onProgress?.('one user at a time')
  const light = await runLoad({ ...load, connections: 1, threads: 1, durationMs: LIGHT_MS, keepSamples: 20_000 })
  const serviceMs = light.samples.latencyMs.filter((_, index) => (light.samples.status[index] ?? 0) > 0)
  if (serviceMs.length === 0)
    throw new LoadError('TARGET_UNREACHABLE', `${options.url} answered none of ${light.requests} requests. Is it running?`)
  const { points, voidReason } = await saturate(load, onProgress)
  const maxPerSecond = Math.max(...points.map(({ ratePerSecond }) => ratePerSecond))
  const input = { serviceMs, maxPerSecond, slo, seed }
  let estimate = estimateCapacity(input)
  const probes: CapacityResult['probes'][number][] = []
  let reason = light.void ?? voidReason
  for (let index = 0; index < probeCount && options.signal?.aborted !== true && estimate.ratePerSecond >= 1; index++) {
    onProgress?.(`${Math.round(estimate.ratePerSecond)} requests per second`)
    const probe = await probeAt(options, estimate.ratePerSecond, probeMs, seed + index)
    probes.push(probe)
    reason ??= probe.void
    estimate = estimateCapacity({ ...input, probes })
  }
  return {
    ...estimate,
    url: options.url,
    slo,
    probes,
    saturation: points,
    scalability: fitScalability(points),
    void: reason,
    durationMs: performance.now() - began,
    aborted: options.signal?.aborted ?? false,
  }
}

/** Doubles the users until the rate no longer rises. */
async function saturate(
  load: Omit<LoadOptions, 'model'>,
  onProgress: ((stage: string) => void) | undefined,
): Promise<{ points: ScalabilityPoint[]; voidReason: string | null }> {
  const points: ScalabilityPoint[] = []
  let voidReason: string | null = null
  let flat = 0
  for (let users = 1; users <= MOST_USERS && flat < 2; users *= 2) {
    onProgress?.(`${users} users at once`)
    const result = await runLoad({ ...load, connections: users, threads: Math.min(load.threads ?? 1, users), durationMs: STEP_MS })
    const best = Math.max(0, ...points.map(({ ratePerSecond }) => ratePerSecond))
    const ratePerSecond = answeredRate(result)
    points.push({ concurrency: users, ratePerSecond })
    if (result.cpuShare > 0.92) voidReason = result.void
    flat = ratePerSecond < best * LEAST_GAIN ? flat + 1 : 0
    if (result.aborted) break
  }
  return { points, voidReason }
}

async function probeAt(
  options: FindCapacityOptions,
  ratePerSecond: number,
  durationMs: number,
  seed: number,
): Promise<CapacityResult['probes'][number]> {
  const { slo, probes: _probes, probeMs: _probeMs, onProgress: _onProgress, ...load } = options
  const connections = Math.max(load.connections ?? 0, MOST_USERS)
  const result = await runLoad({ ...load, connections, model: { kind: 'poisson', ratePerSecond }, durationMs, seed })
  const histogram = Histogram.deserialize(result.histogram)
  const late = result.requests - histogram.countUpTo(slo.limitMs * 1000)
  return {
    ratePerSecond,
    requests: result.requests,
    late: Math.max(0, late),
    latencyMs: histogram.quantile(slo.quantile) / 1000,
    void: result.void,
  }
}

/** Answers within the time of the step: those that came while it was drained belong to no rate. */
function answeredRate({ statuses, requests, ratePerSecond }: LoadResult): number {
  const answered = Object.values(statuses).reduce((total, count) => total + count, 0)
  return requests > 0 ? (ratePerSecond * answered) / requests : 0
}
