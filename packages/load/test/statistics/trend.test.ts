import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leakVerdict } from '../../src/index.ts'
import { driftOf, driftOfTimeline } from '../../src/statistics/drift.ts'
import { normal, seededRandom } from '../../src/statistics/random.ts'
import { median, trendOf } from '../../src/statistics/trend.ts'

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 60 })
const positions = (values: readonly number[]) => values.map((_, index) => index)

describe('trendOf', () => {
  it('turns round when the series is read backwards', () => {
    fc.assert(
      fc.property(numbers, (ys) => {
        const forward = trendOf(positions(ys), ys)
        const backward = trendOf(positions(ys), ys.toReversed())
        expect(forward.slope + backward.slope).toBeCloseTo(0, 9)
        expect(forward.probability).toBeCloseTo(backward.probability, 9)
      }),
    )
  })

  it('finds a straight line exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 8, max: 50 }), (slope, count) => {
        const xs = Array.from({ length: count }, (_, index) => index)
        expect(
          trendOf(
            xs,
            xs.map((x) => slope * x + 3),
          ),
        ).toMatchObject({ direction: 'rising', slope })
      }),
    )
  })

  it('is not moved by one wild value', () => {
    const xs = Array.from({ length: 30 }, (_, index) => index)
    expect(
      trendOf(
        xs,
        xs.map((x) => (x === 15 ? 1e9 : 5 + (x % 2))),
      ).direction,
    ).toBe('none')
  })

  it.each([[[]], [[1, 2, 3]], [[5, 5, 5, 5, 5, 5]]])('sees none in %j', (ys) => expect(trendOf(positions(ys), ys).direction).toBe('none'))

  it('sees a trend in noise about as often as its significance says', () => {
    const random = seededRandom(11)
    let seen = 0
    for (let trial = 0; trial < 1000; trial++) {
      const ys = Array.from({ length: 20 }, () => normal(random))
      if (trendOf(positions(ys), ys).direction !== 'none') seen++
    }
    expect(seen).toBeGreaterThan(25)
    expect(seen).toBeLessThan(70)
  })
})

describe('driftOfTimeline', () => {
  const secondsOf = (count: number, p50Ms: (second: number) => number, requests = 50) =>
    Array.from({ length: count }, (_, second) => ({ requests, p50Ms: p50Ms(second) }))
  const noise = seededRandom(5)

  it.each([
    ['rises', secondsOf(20, (second) => 10 + second), 'rising'],
    ['falls', secondsOf(200, (second) => 100 - second / 4), 'falling'],
    ['is level', secondsOf(60, () => 10 + normal(noise)), 'none'],
    ['changes by too little to matter', secondsOf(60, (second) => 100 + second / 50), 'none'],
    ['is too short', secondsOf(7, (second) => second), null],
    ['has too few requests', secondsOf(60, (second) => second, 3), null],
    ['is empty', [], null],
  ])('%s', (_, points, direction) => expect(driftOfTimeline(points).direction).toBe(direction))

  it('tells the change over the whole run', () =>
    expect(driftOfTimeline(secondsOf(300, (second) => 10 + second / 30)).relativeChange).toBeCloseTo(10 / 15, 1))
})

describe('driftOf', () => {
  const run = (change: (share: number) => number) => {
    const random = seededRandom(3)
    const at = Array.from({ length: 900 }, (_, index) => index * 10)
    return driftOf(
      at,
      at.map((_, index) => 10 * change(index / 900) * Math.exp(0.2 * normal(random))),
    )
  }

  it.each([
    ['a service that slows down', (share: number) => 1 + share, 'rising'],
    ['a service that warms up', (share: number) => 2 - share, 'falling'],
    ['a steady service', () => 1, 'none'],
  ])('%s: %s', (_, change, direction) => expect(run(change).direction).toBe(direction))

  it('does not tell from a few requests', () => expect(driftOf([1, 2, 3], [1, 2, 3]).direction).toBeNull())
})

describe('leakVerdict', () => {
  /** Memory of a service: warm-up, the sawtooth of its collector, noise, and what it loses. */
  const memory = (seed: number, seconds: number, leakBytesPerSecond: number) => {
    const random = seededRandom(seed)
    let noise = 0
    return Array.from({ length: seconds }, (_, second) => {
      noise = 0.8 * noise + 200_000 * normal(random)
      const warmUp = 30e6 * (1 - Math.exp(-second / 20))
      const sawtooth = 8e6 * ((second % 7) / 7)
      return { atMs: second * 1000, bytes: 60e6 + warmUp + sawtooth + noise + leakBytesPerSecond * second }
    })
  }

  it.each([0, 1, 30, 299])('%d s are not assessable', (seconds) =>
    expect(leakVerdict(memory(1, seconds, 1e6)).verdict).toBe('not-assessable'),
  )

  it('needs to have looked often enough', () => {
    expect(
      leakVerdict([
        { atMs: 0, bytes: 1 },
        { atMs: 600_000, bytes: 1e9 },
      ]).verdict,
    ).toBe('not-assessable')
  })

  it.each([
    ['a healthy service', 0, 'no-leak-seen', 94],
    ['20 KB a second', 20_000, 'leak', 90],
    ['100 KB a second', 100_000, 'leak', 100],
  ])('%s: right in 9 of 10 runs of 300 s at least', (_, rate, verdict, least) => {
    const right = Array.from({ length: 100 }, (__, seed) => leakVerdict(memory(seed + 1, 302, rate)).verdict).filter(
      (one) => one === verdict,
    )
    expect(right.length).toBeGreaterThanOrEqual(least)
  })
})

it('median is the middle of the sorted values', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const below = values.filter((value) => value < median(values)).length
      const above = values.filter((value) => value > median(values)).length
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2)
    }),
  )
})
