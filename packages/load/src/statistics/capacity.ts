import { quantileOf } from './quantiles.ts'
import { faster, type QueueModel, queueModelOf, rateWithin } from './queue-model.ts'
import { logPosterior, SPEEDS, type SpeedEvidence } from './queue-speed.ts'
import { seededRandom } from './random.ts'
import { median } from './trend.ts'

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
  /** Mean latency; tells the speed of the service more finely than the late ones alone. */
  readonly meanMs?: number
  /** Instants at which the requests were due: a model that is given the same ones is compared without their luck. */
  readonly arrivalsMs?: Float64Array
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

/** At p99 some eight hundred late requests, in bursts: the model's own figure is good to about a hundredth. */
const SIMULATED_REQUESTS = 80_000
const RESAMPLED_REQUESTS = 12_000
const RESAMPLES = 16
/** What model and simulation leave open: on simulated services the figure was up to 3.7 % off on average (docs/measurements.md). */
const LEAST_WIDTH = 0.03
/** Speeds for which the capacity is simulated; between them it follows a straight line in logarithms. */
const ANCHORS = [0.75, 0.87, 1, 1.15, 1.34]
/** Beyond this factor between model and probes the model does not describe the service. */
const MISFIT_FACTOR = 1.25

/**
 * Capacity from a sample of service times, the rate at saturation and any probes made so far. A queue model of the first two is run over the
 * very arrivals of each probe at many speeds: how well each explains what the probe saw gives the speeds their weights, and each speed has
 * its capacity. The interval holds what the probes leave open, and what a service sample of this size leaves open.
 */
export function estimateCapacity(input: CapacityInput): CapacityEstimate {
  return capacityEstimator(input)(input.probes ?? [])
}

/** The same for a growing list of probes: what does not depend on them is worked out once. */
export function capacityEstimator({
  serviceMs,
  maxPerSecond,
  slo,
  seed = 1,
}: Omit<CapacityInput, 'probes'>): (probes: readonly Probe[]) => CapacityEstimate {
  const model = queueModelOf(serviceMs, maxPerSecond)
  const capacityAt = capacityBySpeed(model, slo, maxPerSecond, seed)
  const fromSample = sampleSpread({ serviceMs, maxPerSecond, slo }, seed)
  return (probes) => {
    const evidence = logPosterior(model, slo, probes, seed)
    const weights = weightsOf(evidence)
    const logSpeed = SPEEDS.reduce((sum, speed, index) => sum + Math.log(speed) * (weights[index] ?? 0), 0)
    const ratePerSecond = capacityAt(Math.exp(logSpeed))
    const fromProbes = spreadOf(SPEEDS.map(capacityAt), weights)
    // the more the probes say, the less the sample of service times decides
    const sampleShare = 1 / Math.sqrt(1 + probes.length)
    const width = (bound: 0 | 1) =>
      Math.hypot(Math.log(fromProbes[bound] / ratePerSecond), sampleShare * Math.log(fromSample[bound]), LEAST_WIDTH)
    const isKnown = ratePerSecond > 0
    const figure = {
      ratePerSecond,
      lower: isKnown ? ratePerSecond * Math.exp(-width(0)) : 0,
      upper: isKnown ? ratePerSecond * Math.exp(width(1)) : ratePerSecond,
    }
    const misfit = Math.abs(logSpeed) > Math.log(MISFIT_FACTOR) || contradicts(probes, ratePerSecond, slo) || isStrange(evidence)
    return { ...(misfit ? byProbesAlone(figure, probes, slo) : figure), servers: model.servers, maxPerSecond, misfit }
  }
}

type Figure = Pick<CapacityEstimate, 'ratePerSecond' | 'lower' | 'upper'>

/** Where the model is wrong, what was seen counts: between the highest rate that held and the lowest above it that did not. */
function byProbesAlone(figure: Figure, probes: readonly Probe[], { quantile }: ServiceLevel): Figure {
  const holds = ({ late, requests }: Probe) => late <= (1 - quantile) * requests
  const held = Math.max(0, ...probes.filter(holds).map((probe) => probe.ratePerSecond))
  const broken = probes.filter((probe) => !holds(probe)).map((probe) => probe.ratePerSecond)
  const failed = Math.min(...broken.filter((rate) => rate > held))
  if (held > 0 && Number.isFinite(failed)) return { ratePerSecond: Math.sqrt(held * failed), lower: held, upper: failed }
  if (held > 0) return { ratePerSecond: Math.max(figure.ratePerSecond, held), lower: held, upper: Math.max(figure.upper, held) }
  const ratePerSecond = Math.min(figure.ratePerSecond, failed)
  return { ratePerSecond, lower: Math.min(figure.lower, ratePerSecond), upper: Math.max(ratePerSecond, Math.min(figure.upper, failed)) }
}

/** Capacity of the model at any speed, from a few that are simulated. */
function capacityBySpeed(model: QueueModel, slo: ServiceLevel, maxPerSecond: number, seed: number): (speed: number) => number {
  const rates = ANCHORS.map((speed) =>
    rateWithin(faster(model, speed), slo.quantile, slo.limitMs, maxPerSecond * speed, SIMULATED_REQUESTS, () => seededRandom(seed)),
  )
  return (speed) => {
    const right = Math.min(
      ANCHORS.length - 1,
      Math.max(
        1,
        ANCHORS.findIndex((anchor) => anchor >= speed),
      ),
    )
    const [from = 1, to = 1, low = 0, high = 0] = [ANCHORS[right - 1], ANCHORS[right], rates[right - 1], rates[right]]
    const share = (Math.log(speed) - Math.log(from)) / (Math.log(to) - Math.log(from))
    return low > 0 && high > 0 ? Math.exp(Math.log(low) + share * Math.log(high / low)) : Math.max(0, low + share * (high - low))
  }
}

function weightsOf({ log }: SpeedEvidence): number[] {
  const top = Math.max(...log)
  const weights = log.map((value) => Math.exp(value - top))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The values below and above which a twentieth of the weight lies, between grid points by proportion. */
function spreadOf(values: readonly number[], weights: readonly number[]): readonly [lower: number, upper: number] {
  const at = (share: number) => {
    let seen = 0
    for (const [index, weight] of weights.entries()) {
      if (seen + weight >= share) {
        const [here, next] = [values[index] ?? 0, values[index + 1] ?? values[index] ?? 0]
        const before = values[index - 1] ?? here
        const part = weight === 0 ? 0 : (share - seen) / weight
        return (before + here) / 2 + part * ((here + next) / 2 - (before + here) / 2)
      }
      seen += weight
    }
    return values.at(-1) ?? 0
  }
  return [at(0.05), at(0.95)]
}

/** By how much the model's figure moves when the service times are drawn anew from their sample: factors at 5 and 95 %. */
function sampleSpread({ serviceMs, maxPerSecond, slo }: CapacityInput, seed: number): readonly [lower: number, upper: number] {
  const random = seededRandom(seed + 1)
  const rates: number[] = []
  for (let sample = 0; sample < RESAMPLES; sample++) {
    const resampled = Float64Array.from(serviceMs, () => serviceMs[Math.floor(random() * serviceMs.length)] ?? 0)
    const model = queueModelOf(resampled, maxPerSecond)
    rates.push(rateWithin(model, slo.quantile, slo.limitMs, maxPerSecond, RESAMPLED_REQUESTS, () => seededRandom(seed)))
  }
  rates.sort((a, b) => a - b)
  const middle = median(rates)
  return middle === 0 ? [1, 1] : [Math.max(0.1, quantileOf(rates, 0.05) / middle), quantileOf(rates, 0.95) / middle]
}

/** Even the best speed leaves a probe where the model hardly ever comes. */
function isStrange({ bestDistance }: SpeedEvidence): boolean {
  return bestDistance > 4
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
