import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateCapacity, fitScalability } from '../../src/index.ts'
import { exceedance, queueModelOf, rateWithin } from '../../src/statistics/queue-model.ts'
import { exponential, normal, seededRandom } from '../../src/statistics/random.ts'
import { rateAt } from '../../src/statistics/scalability.ts'

describe('queue model', () => {
  it('knows how many servers there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.double({ min: 1, max: 50, noNaN: true }), (servers, meanMs) => {
        const model = queueModelOf([meanMs / 2, meanMs, meanMs * 1.5], (servers * 1000) / meanMs)
        expect(model.servers).toBe(servers)
      }),
    )
  })

  it('agrees with the formula of one exponential server', () => {
    // M/M/1: P(sojourn > t) = exp(-(mu - lambda) * t)
    const random = seededRandom(1)
    const service = Array.from({ length: 20_000 }, () => exponential(random, 10))
    const model = { servers: 1, serviceMs: Float64Array.from(service) }
    for (const rate of [30, 60]) {
      const expected = Math.exp(-((100 - rate) / 1000) * 30)
      expect(exceedance(model, rate, 30, 200_000, seededRandom(2))).toBeCloseTo(expected, 1)
    }
  })

  it('is late more often at a higher rate', () => {
    const model = { servers: 2, serviceMs: Float64Array.from([5, 10, 15]) }
    const shares = [50, 100, 150, 190].map((rate) => exceedance(model, rate, 25, 20_000, seededRandom(3)))
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  })
})

describe('estimateCapacity', () => {
  const SLO = { quantile: 0.99, limitMs: 60 }
  const lognormal = (seed: number, count: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: count }, () => 8 * Math.exp(0.5 * normal(random) - 0.125))
  }
  const truth = rateWithin(queueModelOf(lognormal(99, 100_000), 500), SLO.quantile, SLO.limitMs, 500, 200_000, () => seededRandom(8))

  it('is within 15 % of a queue whose capacity is known, from a short sample', () => {
    for (const seed of [1, 2, 3]) {
      const { ratePerSecond, lower, upper, servers } = estimateCapacity({ serviceMs: lognormal(seed, 250), maxPerSecond: 500, slo: SLO })
      expect(servers).toBe(4)
      expect(Math.abs(ratePerSecond / truth - 1)).toBeLessThan(0.15)
      expect(lower <= ratePerSecond && ratePerSecond <= upper).toBe(true)
    }
  })

  it('believes probes more than the model', () => {
    const input = { serviceMs: lognormal(1, 250), maxPerSecond: 500, slo: SLO }
    const before = estimateCapacity(input).ratePerSecond
    const failed = [
      { ratePerSecond: before, requests: 2000, late: 800 },
      { ratePerSecond: before * 0.9, requests: 2000, late: 400 },
    ]
    expect(estimateCapacity({ ...input, probes: failed }).ratePerSecond).toBeLessThan(before)
    const held = [{ ratePerSecond: before, requests: 2000, late: 0 }]
    expect(estimateCapacity({ ...input, probes: held }).ratePerSecond).toBeGreaterThanOrEqual(before)
  })

  it('gives the same figure for the same measurements', () => {
    const input = { serviceMs: lognormal(1, 100), maxPerSecond: 500, slo: SLO, probes: [{ ratePerSecond: 400, requests: 1000, late: 9 }] }
    expect(estimateCapacity(input)).toEqual(estimateCapacity(input))
  })

  it('goes by the probes alone where they contradict the model', () => {
    const input = { serviceMs: lognormal(1, 250), maxPerSecond: 500, slo: SLO }
    const probe = (ratePerSecond: number, late: number) => ({ ratePerSecond, requests: 3000, late, meanMs: 50 })
    const held = estimateCapacity({ ...input, probes: [probe(480, 0), probe(400, 0)] })
    expect(held.misfit).toBe(true)
    expect(held.lower).toBe(480)
    expect(held.ratePerSecond).toBeGreaterThanOrEqual(480)
    const between = estimateCapacity({ ...input, probes: [probe(200, 0), probe(300, 900)] })
    expect(between).toMatchObject({ misfit: true, lower: 200, upper: 300 })
  })

  it('is zero when even light load is too slow', () => {
    expect(estimateCapacity({ serviceMs: [100, 110, 120], maxPerSecond: 10, slo: SLO }).ratePerSecond).toBe(0)
  })
})

describe('fitScalability', () => {
  const points = (perUser: number, contention: number, coherency: number) =>
    [1, 2, 4, 8, 16, 32, 64].map((concurrency) => ({
      concurrency,
      ratePerSecond: rateAt({ perUser, contention, coherency, peakConcurrency: null, peakRate: null, misfit: 0 }, concurrency),
    }))

  it('finds the law that made the points', () => {
    const share = fc.double({ min: 0, max: 0.2, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 5000, noNaN: true }),
        share,
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (perUser, contention, coherency) => {
          const fit = fitScalability(points(perUser, contention, coherency))
          expect(fit?.perUser).toBeCloseTo(perUser, 1)
          expect(fit?.contention).toBeCloseTo(contention, 3)
          expect(fit?.coherency).toBeCloseTo(coherency, 4)
          expect(fit?.misfit).toBeLessThan(0.001)
        },
      ),
    )
  })

  it('names the peak', () => {
    const fit = fitScalability(points(100, 0.05, 0.001))
    expect(fit?.peakConcurrency).toBeCloseTo(Math.sqrt(0.95 / 0.001), 0)
  })

  it('says when the points follow no such law', () => {
    const wild = [10, 400, 20, 900].map((ratePerSecond, index) => ({ concurrency: 2 ** index, ratePerSecond }))
    expect(fitScalability(wild)?.misfit).toBeGreaterThan(0.3)
  })

  it.each([
    [[]],
    [
      [
        { concurrency: 1, ratePerSecond: 1 },
        { concurrency: 2, ratePerSecond: 2 },
      ],
    ],
  ])('is null for %j', (few) => expect(fitScalability(few)).toBeNull())
})
