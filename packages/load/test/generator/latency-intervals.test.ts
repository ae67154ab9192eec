import { describe, expect, it } from 'vitest'
import { latencyIntervals } from '../../src/generator/latency-intervals.ts'
import { Timeline } from '../../src/generator/timeline.ts'
import { Histogram } from '../../src/index.ts'
import { exponential, seededRandom } from '../../src/statistics/random.ts'

const SECONDS = 12
const NO_DELAY = { p50: 0, p90: 0, p95: 0, p99: 0, p999: 0 }
const P95_OF_EXPONENTIAL = Math.log(20)

/** Latencies of mean 10 ms, a second after the other; in each they are all longer or shorter by a factor of its own. */
function run(seed: number, perSecond: number, factor: (second: number) => number = () => 1): { latency: Histogram; timeline: Timeline } {
  const random = seededRandom(seed)
  const [latency, timeline] = [new Histogram(), new Timeline()]
  for (let second = 0; second < SECONDS; second++) {
    for (let request = 0; request < perSecond; request++) {
      const us = exponential(random, 10_000) * factor(second)
      latency.record(us)
      timeline.record(second * 1000 + (request * 1000) / perSecond, us, false)
    }
  }
  return { latency, timeline }
}

function coverage(runs: number, truthMs: number, of: (seed: number) => ReturnType<typeof run>): number {
  let held = 0
  for (let seed = 1; seed <= runs; seed++) {
    const { latency, timeline } = of(seed)
    const { lower, upper } = latencyIntervals(latency, timeline, []).p95
    if (lower !== null && upper !== null && lower <= truthMs && truthMs <= upper) held++
  }
  return held / runs
}

describe('the interval of a percentile', () => {
  it('holds the truth in 19 of 20 runs at least, and is not much wider than that takes', () => {
    const share = coverage(400, 10 * P95_OF_EXPONENTIAL, (seed) => run(seed, 250))
    expect(share).toBeGreaterThanOrEqual(0.93)
    const { latency, timeline } = run(1, 250)
    const { lower, upper } = latencyIntervals(latency, timeline, []).p95
    expect((upper ?? 0) - (lower ?? 0)).toBeLessThan(0.15 * 10 * P95_OF_EXPONENTIAL)
  })

  it('widens where one second is not like the other', () => {
    const width = ({ latency, timeline }: ReturnType<typeof run>) => {
      const { lower, upper } = latencyIntervals(latency, timeline, []).p95
      return (upper ?? Number.NaN) - (lower ?? Number.NaN)
    }
    expect(width(run(1, 250, (second) => (second % 4 === 0 ? 3 : 1)))).toBeGreaterThan(3 * width(run(1, 250, () => 1.5)))
  })

  it("reaches down by the delays that are not the service's, not up", () => {
    const { latency, timeline } = run(3, 250)
    const plain = latencyIntervals(latency, timeline, []).p99
    const delayed = latencyIntervals(latency, timeline, [
      { ...NO_DELAY, p99: 2 },
      { ...NO_DELAY, p99: 1 },
    ]).p99
    expect(delayed.upper).toBe(plain.upper)
    expect(delayed.lower).toBeCloseTo((plain.lower ?? 0) - 3, 6)
  })

  it('has no bound where too few requests give none', () => {
    const { latency, timeline } = run(1, 1)
    expect(latencyIntervals(latency, timeline, []).p99.upper).toBeNull()
    expect(latencyIntervals(new Histogram(), new Timeline(), []).p50).toEqual({ lower: null, upper: null })
  })
})
