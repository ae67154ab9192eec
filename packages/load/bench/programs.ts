// What the programmed servers of the accuracy benchmark do: each draws the delay of a request from its program.
import { exponential, normal, type Random } from '../src/statistics/random.ts'

/** Milliseconds to wait, by the time since the start and the number of requests so far. */
export type Program = (random: Random, elapsedMs: number, index: number) => number

const base = (random: Random) => 8 + exponential(random, 2)

export const PROGRAMS: Readonly<Record<string, () => Program>> = {
  constant: () => () => 10,
  uniform: () => (random) => 5 + 20 * random(),
  exponential: () => (random) => 3 + exponential(random, 8),
  gamma: () => (random) => 4 + exponential(random, 3) + exponential(random, 3) + exponential(random, 3),
  lognormal: () => (random) => 12 * Math.exp(0.6 * normal(random)),
  'lognormal, slower': () => (random) => {
    const deviation = normal(random) // a tenth slower at the median, a fifth at p99
    return 13.2 * Math.exp(0.6 * deviation + (deviation > 0 ? 0.0374 * deviation : 0))
  },
  'wide lognormal': () => (random) => Math.min(1500, 8 * Math.exp(1.1 * normal(random))),
  weibull: () => (random) => 3 + 12 * (-Math.log(1 - random())) ** (1 / 0.8),
  'heavy tail': () => (random) => Math.min(900, 5 * (1 - random()) ** (-1 / 1.6)),
  'heavier tail': () => (random) => Math.min(1500, 4 * (1 - random()) ** (-1 / 1.2)),
  bimodal: () => (random) => (random() < 0.9 ? base(random) : 60 + 10 * random()),
  'bimodal, even': () => (random) => (random() < 0.5 ? 8 + random() : 24 + random()),
  trimodal: () => (random) => {
    const kind = random()
    return kind < 0.8 ? base(random) : kind < 0.97 ? 30 + 5 * random() : 120 + 20 * random()
  },
  'rare slow': () => (random) => (random() < 0.015 ? 150 + 50 * random() : base(random)),
  'rarer slow': () => (random) => (random() < 0.003 ? 300 + 100 * random() : base(random)),
  'every fiftieth': () => (random, _, index) => (index % 50 === 49 ? 3 : 1) * base(random),
  alternating: () => (random, _, index) => (index % 2 === 0 ? base(random) : 20 + exponential(random, 4)),
  drift: () => (random, elapsed) => 8 + elapsed / 1000 + exponential(random, 1),
  'drift down': () => (random, elapsed) => 40 - elapsed / 1000 + exponential(random, 1),
  'slow start': () => (random, elapsed) => base(random) + 60 * Math.exp(-elapsed / 1500),
  'long slow start': () => (random, elapsed) => base(random) + 40 * Math.exp(-elapsed / 6000),
  'slower from the middle': () => (random, elapsed) => (elapsed < 12_000 ? 1 : 1.5) * base(random),
  'slow curve': () => (random, elapsed) => base(random) + 10 * (1 + Math.sin(elapsed / 1000)),
  sawtooth: () => (random, elapsed) => base(random) + (elapsed % 3000) / 100,
  'noisy neighbour': () => (random, elapsed) => (elapsed % 2000 < 700 ? 2.2 : 1) * base(random),
  'short pauses': () => (random, elapsed) => paused(elapsed, 200, 30) + base(random),
  pauses: () => (random, elapsed) => paused(elapsed, 1000, 120) + base(random),
  'long pauses': () => (random, elapsed) => paused(elapsed, 4000, 350) + base(random),
  stall: () => (random, elapsed) => paused(elapsed - 2000, 1e9, 800) + base(random),
  'two stalls': () => (random, elapsed) => paused(elapsed - 3000, 5000, elapsed < 9000 ? 400 : 0) + base(random),
  'cache expiry': () => (random, elapsed) => (elapsed % 1000 < 40 ? 80 : 0) + base(random),
  batches: () => (random, elapsed) => 20 - (elapsed % 20) + 6 + exponential(random, 1),
  'connection limit': () => limited(18, (random) => 5 + exponential(random, 6)),
  'one at a time': () => limited(1, (random) => 0.25 + exponential(random, 0.3)),
  'pool of ten': () => limited(10, (random) => 15 + exponential(random, 5)),
  'limit and pauses': () => {
    const queue = limited(17, (random) => 5 + exponential(random, 5))
    return (random, elapsed, index) => Math.max(paused(elapsed, 2000, 60), queue(random, elapsed, index))
  },
}

/** During the first `length` ms of each period everything waits for its end. */
function paused(elapsed: number, period: number, length: number): number {
  const phase = elapsed % period
  return elapsed >= 0 && phase < length ? length - phase : 0
}

/** So many at once, the others wait in line: the wait is computed on arrival. */
function limited(places: number, service: (random: Random) => number): Program {
  const freeAt = new Array<number>(places).fill(0)
  return (random, elapsed) => {
    const place = freeAt.indexOf(Math.min(...freeAt))
    const end = Math.max(elapsed, freeAt[place] ?? 0) + service(random)
    freeAt[place] = end
    return end - elapsed
  }
}
