import type { Probe, ServiceLevel } from './capacity.ts'
import { faster, type QueueModel, replay } from './queue-model.ts'
import { exponential, seededRandom } from './random.ts'

/** Speeds of the service against the model, 1 as modelled. */
export const SPEEDS: readonly number[] = Array.from({ length: 41 }, (_, index) => 0.72 * (1.39 / 0.72) ** (index / 40))

/** How well each speed explains the probes. */
export interface SpeedEvidence {
  /** Logarithm of the weight of each of SPEEDS. */
  readonly log: readonly number[]
  /** How many standard deviations the probes are off at the best speed, on average. */
  readonly bestDistance: number
}

/** The rate at saturation is measured to some per cent, and no service is quite the model. */
const PRIOR_DEVIATION = 0.07
/** Runs of the model over the arrivals of a probe: their mean and spread are what the probe is held against. */
const RUNS = 16
/** More arrivals tell little about bursts that fewer do not. */
const MAX_ARRIVALS = 6000
/** The model's spread is known from a few runs only, and the service is not the model. */
const LEAST_VARIANCE = 0.02 ** 2

type Pair = readonly [mean: number, late: number]

export function logPosterior(model: QueueModel, slo: ServiceLevel, probes: readonly Probe[], seed: number): SpeedEvidence {
  const log = SPEEDS.map((speed) => -((Math.log(speed) / PRIOR_DEVIATION) ** 2) / 2)
  const distances = SPEEDS.map(() => 0)
  for (const [index, probe] of probes.entries()) {
    const arrivals = arrivalsOfProbe(probe, seed + index)
    const thinning = probe.requests / Math.max(1, arrivals.length)
    const seen: Pair = [Math.log(Math.max(1e-3, probe.meanMs ?? 1)), lateFigure(probe.late, probe.requests)]
    for (const [at, speed] of SPEEDS.entries()) {
      const runs = modelRuns(faster(model, speed), slo, arrivals, seed)
      const { score, distance } = likelihood(runs, seen, probe.meanMs !== undefined, Math.max(1, thinning))
      log[at] = (log[at] ?? 0) + score
      distances[at] = (distances[at] ?? 0) + distance
    }
  }
  const best = log.indexOf(Math.max(...log))
  return { log, bestDistance: probes.length === 0 ? 0 : Math.sqrt((distances[best] ?? 0) / probes.length) }
}

/** Late requests come by the dozen or not at all: the square root of their share evens out their spread. */
function lateFigure(late: number, requests: number): number {
  return Math.sqrt((late + 0.4) / Math.max(1, requests))
}

function arrivalsOfProbe({ arrivalsMs, ratePerSecond, requests }: Probe, seed: number): Float64Array {
  if (arrivalsMs !== undefined && arrivalsMs.length > 0) return arrivalsMs.subarray(0, MAX_ARRIVALS)
  const random = seededRandom(seed + 2)
  let now = 0
  return Float64Array.from({ length: Math.min(requests, MAX_ARRIVALS) }, () => {
    now += exponential(random, 1000 / ratePerSecond)
    return now
  })
}

function modelRuns(model: QueueModel, slo: ServiceLevel, arrivals: Float64Array, seed: number): Pair[] {
  return Array.from({ length: RUNS }, (_, run) => {
    const { late, meanMs } = replay(model, arrivals, slo.limitMs, seededRandom(seed + 31 * run))
    return [Math.log(Math.max(1e-3, meanMs)), lateFigure(late, arrivals.length)]
  })
}

/** Gaussian likelihood of what was seen, with mean and covariance of the model's runs. */
function likelihood(runs: readonly Pair[], seen: Pair, knowsMean: boolean, thinning: number): { score: number; distance: number } {
  const count = runs.length
  const mean = (of: 0 | 1) => runs.reduce((sum, run) => sum + run[of], 0) / count
  const [m0, m1] = [mean(0), mean(1)]
  const covariance = (a: 0 | 1, b: 0 | 1) => {
    const [ma, mb] = [a === 0 ? m0 : m1, b === 0 ? m0 : m1]
    return runs.reduce((sum, run) => sum + (run[a] - ma) * (run[b] - mb), 0) / (count - 1) / thinning
  }
  const v0 = covariance(0, 0) + LEAST_VARIANCE
  const v1 = covariance(1, 1) + (0.1 * m1) ** 2 + 1e-6
  const [d0, d1] = [seen[0] - m0, seen[1] - m1]
  if (!knowsMean) return { score: -(d1 * d1) / v1 / 2 - Math.log(v1) / 2, distance: (d1 * d1) / v1 }
  const c = covariance(0, 1) * 0.9 // shrunk: sixteen runs overstate how closely the two hang together
  const determinant = Math.max(v0 * v1 - c * c, 1e-12)
  const distance = (v1 * d0 * d0 - 2 * c * d0 * d1 + v0 * d1 * d1) / determinant
  return { score: -distance / 2 - Math.log(determinant) / 2, distance: distance / 2 }
}
