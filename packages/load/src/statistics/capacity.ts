import { quantileOf } from './quantiles.ts'
import { exceedance, type QueueModel, queueModelOf, rateWithin } from './queue-model.ts'
import { seededRandom } from './random.ts'

/** What the service promises: the quantile of its latency stays within the limit. */
export interface ServiceLevel {
  /** 0.99 for p99. */
  readonly quantile: number
  readonly limitMs: number
}

/** A run at a fixed rate, and how many of its requests were too late. */
export interface Probe {
  readonly ratePerSecond: number
  readonly requests: number
  readonly late: number
}

export interface CapacityEstimate {
  /** Highest rate that keeps the service level. */
  readonly ratePerSecond: number
  /** 90 % interval. */
  readonly lower: number
  readonly upper: number
  readonly servers: number
  readonly maxPerSecond: number
  /** Whether the probes contradict the queue model: the figure is then that of the probes alone, and rough. */
  readonly misfit: boolean
}

export interface CapacityInput {
  /** Latencies at light load. */
  readonly serviceMs: readonly number[]
  /** Rate at saturation. */
  readonly maxPerSecond: number
  readonly slo: ServiceLevel
  readonly probes?: readonly Probe[]
  /** Default 1. */
  readonly seed?: number
}

const SIMULATED_REQUESTS = 12_000
const RESAMPLES = 30
/** Relative error of a rate measured at saturation for two seconds. */
const SATURATION_ERROR = 0.02
/** Beyond this factor between model and probes the model does not describe the service. */
const MISFIT_FACTOR = 1.25
const SCALES = Array.from({ length: 61 }, (_, index) => 0.7 * (1.43 / 0.7) ** (index / 60))

/**
 * Capacity from a sample of service times, the rate at saturation and any probes made so far, by a queue model with a bootstrap interval.
 * Probes scale the model's speed to where it explains them best.
 */
export function estimateCapacity(input: CapacityInput): CapacityEstimate {
  const { serviceMs, maxPerSecond, slo, probes = [], seed = 1 } = input
  const model = queueModelOf(serviceMs, maxPerSecond)
  const rate = (of: QueueModel, most: number) =>
    rateWithin(of, slo.quantile, slo.limitMs, most, SIMULATED_REQUESTS, () => seededRandom(seed))
  const modelRate = rate(model, maxPerSecond)
  const scale = bestScale(model, slo, probes, seed)
  const random = seededRandom(seed + 1)
  const rates: number[] = []
  for (let sample = 0; sample < RESAMPLES; sample++) {
    const resampled = Float64Array.from(serviceMs, () => serviceMs[Math.floor(random() * serviceMs.length)] ?? 0)
    const most = maxPerSecond * (1 + SATURATION_ERROR * (2 * random() - 1) * Math.sqrt(3))
    rates.push(rate(queueModelOf(resampled, most), most))
  }
  rates.sort((a, b) => a - b)
  const spread = probes.length === 0 ? 1 : 1 / Math.sqrt(1 + probes.length)
  const around = (bound: number) => scale * (modelRate + (bound - modelRate) * spread)
  const ratePerSecond = scale * modelRate
  return {
    ratePerSecond,
    lower: Math.min(ratePerSecond, around(quantileOf(rates, 0.05))),
    upper: Math.max(ratePerSecond, around(quantileOf(rates, 0.95))),
    servers: model.servers,
    maxPerSecond,
    misfit: scale > MISFIT_FACTOR || scale < 1 / MISFIT_FACTOR || contradicts(probes, ratePerSecond, slo),
  }
}

/** The speed at which the model makes the probes' late requests most likely: a rate r then behaves as r / scale did. */
function bestScale(model: QueueModel, slo: ServiceLevel, probes: readonly Probe[], seed: number): number {
  if (probes.length === 0) return 1
  let best = 1
  let bestScore = Number.NEGATIVE_INFINITY
  for (const scale of SCALES) {
    let score = -((Math.log(scale) / 0.15) ** 2) / 2 // the model itself is worth something: it is rarely off by more than 15 %
    for (const { ratePerSecond, requests, late } of probes) {
      const share = exceedance(model, ratePerSecond / scale, slo.limitMs, SIMULATED_REQUESTS / 2, seededRandom(seed + 2))
      const chance = (share * SIMULATED_REQUESTS + 1) / (SIMULATED_REQUESTS + 2)
      // lateness comes in bursts: neighbours are late together, so a request is worth a tenth of an independent one
      score += (late * Math.log(chance) + (requests - late) * Math.log1p(-chance)) / 10
    }
    if (score > bestScore) {
      bestScore = score
      best = scale
    }
  }
  return best
}

/** A probe well below the figure that failed clearly, or well above it that held clearly. */
function contradicts(probes: readonly Probe[], ratePerSecond: number, { quantile }: ServiceLevel): boolean {
  return probes.some((probe) => {
    const share = probe.late / Math.max(1, probe.requests)
    const allowed = 1 - quantile
    return (
      (probe.ratePerSecond < 0.8 * ratePerSecond && share > 3 * allowed) ||
      (probe.ratePerSecond > 1.25 * ratePerSecond && share < allowed / 3)
    )
  })
}
