// Services in simulated time: a queue with so many places that takes each request for a time drawn from its program. They drive the same
// search and statistics as real ones, thousands of seconds of load in a second.
import type { CapacityLoad, CapacityObservation } from '../src/find-capacity.ts'
import { type Arrivals, arrivalsOf } from '../src/generator/arrivals.ts'
import { Histogram } from '../src/index.ts'
import { exponential, normal, type Random, seededRandom } from '../src/statistics/random.ts'

export interface SimulatedService {
  readonly name: string
  readonly places: number
  /** Milliseconds of work, by the instant and how many places are taken, this one included. */
  readonly serviceMs: (random: Random, nowMs: number, busy: number) => number
  /** Instants at which all work rests: the next instant from `nowMs` on at which it goes. */
  readonly restsUntil?: (nowMs: number) => number
  readonly slo: { readonly quantile: number; readonly limitMs: number }
}

const lognormal = (random: Random, meanMs: number, sigma: number) => meanMs * Math.exp(sigma * normal(random) - (sigma * sigma) / 2)
const P99 = (limitMs: number) => ({ quantile: 0.99, limitMs })

/** During the first `length` ms of each period nothing goes on. */
const resting = (period: number, length: number) => (nowMs: number) => (nowMs % period < length ? nowMs - (nowMs % period) + length : nowMs)

export const SIMULATED_SERVICES: readonly SimulatedService[] = [
  { name: 'one place, exponential', places: 1, serviceMs: (random) => exponential(random, 5), slo: P99(60) },
  { name: 'one place, even', places: 1, serviceMs: () => 4, slo: P99(25) },
  { name: 'four places, lognormal', places: 4, serviceMs: (random) => lognormal(random, 8, 0.5), slo: P99(60) },
  { name: 'four places, tight level', places: 4, serviceMs: (random) => lognormal(random, 8, 0.5), slo: P99(30) },
  { name: 'eight places, uniform', places: 8, serviceMs: (random) => 5 + 20 * random(), slo: P99(60) },
  { name: 'pool of ten', places: 10, serviceMs: (random) => 15 + exponential(random, 5), slo: P99(80) },
  { name: 'two kinds of requests', places: 4, serviceMs: (random) => (random() < 0.9 ? 4 : 30) + exponential(random, 1), slo: P99(100) },
  { name: 'heavy tail', places: 6, serviceMs: (random) => Math.min(200, 4 * (1 - random()) ** (-1 / 1.8)), slo: P99(120) },
  { name: 'sixteen places', places: 16, serviceMs: (random) => lognormal(random, 20, 0.7), slo: P99(150) },
  {
    name: 'rests for 30 ms each second',
    places: 4,
    serviceMs: (random) => lognormal(random, 8, 0.5),
    restsUntil: resting(1000, 30),
    slo: P99(80),
  },
  {
    name: 'slower the fuller',
    places: 8,
    serviceMs: (random, _, busy) => lognormal(random, 6, 0.4) * (1 + 0.04 * (busy - 1)),
    slo: P99(60),
  },
  {
    name: 'contended lock',
    places: 6,
    serviceMs: (random, _, busy) => 5 + exponential(random, 2) * (1 + 0.15 * (busy - 1)),
    slo: P99(70),
  },
]

/** One piece of load on the service, from an idle start. */
export function observeSimulated(service: SimulatedService, load: CapacityLoad, seed: number): CapacityObservation {
  const random = seededRandom(seed + 99_991)
  const latenciesMs =
    load.kind === 'users'
      ? closed(service, load.users, load.durationMs, random)
      : open(service, arrivalsOf({ kind: 'poisson', ratePerSecond: load.ratePerSecond }, load.durationMs, load.seed), random)
  const histogram = new Histogram()
  for (const latency of latenciesMs) histogram.record(latency * 1000)
  return {
    requests: latenciesMs.length,
    latenciesMs,
    answeredPerSecond: (latenciesMs.length * 1000) / load.durationMs,
    histogram,
    void: null,
    isGeneratorBusy: false,
    aborted: false,
  }
}

/** The highest rate that keeps the level over a very long run, by bisection: the truth that a search is measured against. */
export function trueCapacity(service: SimulatedService, seed = 4242): number {
  const { quantile, limitMs } = service.slo
  let low = 0
  let high = (service.places * 1000) / 2
  const isWithin = (rate: number) => {
    const durationMs = Math.min(3_000_000, (300_000 / rate) * 1000)
    const arrivals = arrivalsOf({ kind: 'poisson', ratePerSecond: rate }, durationMs, seed)
    const latencies = open(service, arrivals, seededRandom(seed + 7_654_321), durationMs / 20)
    const late = latencies.filter((latency) => latency > limitMs).length
    return late <= (1 - quantile) * latencies.length
  }
  for (let step = 0; step < 13; step++) {
    const middle = (low + high) / 2
    if (isWithin(middle)) low = middle
    else high = middle
  }
  return low
}

function open(service: SimulatedService, arrivals: Arrivals, random: Random, warmUpMs = 0): number[] {
  const freeAt = new Float64Array(service.places)
  const latencies: number[] = []
  for (let now = arrivals(); now < Number.POSITIVE_INFINITY; now = arrivals()) {
    const end = serve(service, freeAt, now, random)
    if (now >= warmUpMs) latencies.push(end - now)
  }
  return latencies
}

/** Users who wait for their answers; the network takes a tenth of a millisecond of each round. */
function closed(service: SimulatedService, users: number, durationMs: number, random: Random): number[] {
  const freeAt = new Float64Array(service.places)
  const nextAt = new Float64Array(users)
  const latencies: number[] = []
  for (;;) {
    let user = 0
    for (let index = 1; index < users; index++) if ((nextAt[index] ?? 0) < (nextAt[user] ?? 0)) user = index
    const now = nextAt[user] ?? 0
    if (now >= durationMs) return latencies
    const end = serve(service, freeAt, now, random)
    if (end <= durationMs) latencies.push(end - now)
    nextAt[user] = end + 0.1
  }
}

/** First come, first served: the instant of the answer. */
function serve({ serviceMs, restsUntil }: SimulatedService, freeAt: Float64Array, now: number, random: Random): number {
  let place = 0
  let busy = 1
  for (let index = 0; index < freeAt.length; index++) if ((freeAt[index] ?? 0) < (freeAt[place] ?? 0)) place = index
  const start = Math.max(now, freeAt[place] ?? 0)
  for (let index = 0; index < freeAt.length; index++) if (index !== place && (freeAt[index] ?? 0) > start) busy++
  const begun = restsUntil === undefined ? start : restsUntil(start)
  let end = begun + serviceMs(random, begun, busy)
  if (restsUntil !== undefined) {
    const resumed = restsUntil(end)
    if (resumed > end) end = resumed + (end % 1) // work that meets a rest ends after it
  }
  freeAt[place] = end
  return end
}
