import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateProportion, estimateQuantile, wilsonInterval } from '../../src/index.ts'
import { betaQuantile, binomialQuantile, incompleteBeta, logGamma, normalQuantile } from '../../src/statistics/binomial.ts'
import { dependence, quantileRanks } from '../../src/statistics/quantiles.ts'
import { normal, seededRandom } from '../../src/statistics/random.ts'
import { normalCdf } from '../../src/statistics/trend.ts'

/** P(X <= k), term by term: the plain oracle. */
function binomialCdf(k: number, trials: number, chance: number): number {
  let total = 0
  for (let i = 0; i <= k; i++) {
    let ways = 1
    for (let j = 0; j < i; j++) ways = (ways * (trials - j)) / (j + 1)
    total += ways * chance ** i * (1 - chance) ** (trials - i)
  }
  return total
}

describe('binomial', () => {
  it('quantile is the smallest k that reaches the probability', () => {
    const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(chance, fc.integer({ min: 1, max: 60 }), chance, (probability, trials, share) => {
        const k = binomialQuantile(probability, trials, share)
        expect(binomialCdf(k, trials, share)).toBeGreaterThan(probability - 1e-9)
        if (k > 0) expect(binomialCdf(k - 1, trials, share)).toBeLessThan(probability + 1e-9)
      }),
    )
  })

  it('beta is the tail of the binomial', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 39 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (trials, k, chance) => {
          fc.pre(k < trials)
          expect(incompleteBeta(1 - chance, trials - k, k + 1)).toBeCloseTo(binomialCdf(k, trials, chance), 8)
        },
      ),
    )
  })

  it.each([1, 2, 5, 10])('logGamma(%d) is that of the factorial', (n) => {
    let factorial = 1
    for (let i = 2; i < n; i++) factorial *= i
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 10)
  })

  it('normal quantile turns the distribution function round', () => {
    fc.assert(fc.property(fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (p) => Math.abs(normalCdf(normalQuantile(p)) - p) < 1e-5))
  })

  it('beta quantile turns the incomplete beta function round', () =>
    expect(incompleteBeta(betaQuantile(0.3, 4, 9), 4, 9)).toBeCloseTo(0.3, 9))
})

describe('estimateQuantile', () => {
  it('lies within its own interval, which lies within the observations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99),
        (values, q) => {
          const { value, lower, upper } = estimateQuantile(values, q)
          expect(values).toContain(value)
          if (lower !== null) expect(lower).toBeLessThanOrEqual(value)
          if (upper !== null) expect(upper).toBeGreaterThanOrEqual(value)
        },
      ),
    )
  })

  it.each([
    [100, 0.99, false],
    [1000, 0.99, true],
    [71, 0.95, false],
    [72, 0.95, true],
    [100, 0.95, true],
  ])('%d observations bound the %d quantile from above: %s', (count, q, isBounded) =>
    expect(quantileRanks(count, q).upper !== null).toBe(isBounded),
  )

  it.each([0.5, 0.95])('covers the true %d quantile in 95 of 100 samples', (q) => {
    const random = seededRandom(5)
    let covered = 0
    for (let sample = 0; sample < 400; sample++) {
      const { lower, upper } = estimateQuantile(Array.from({ length: 200 }, random), q)
      if ((lower ?? 0) <= q && (upper ?? 1) >= q) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.92)
  })

  it('widens when neighbours depend on one another', () => {
    const random = seededRandom(2)
    let state = 0
    const series = Array.from({ length: 2000 }, () => {
      state = 0.95 * state + normal(random)
      return state + 100
    })
    const width = ({ lower, upper }: { lower: number | null; upper: number | null }) => (upper ?? 0) - (lower ?? 0)
    const shuffled = series
      .map((value) => ({ value, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value)
    expect(width(estimateQuantile(series, 0.5))).toBeGreaterThan(2 * width(estimateQuantile(shuffled, 0.5)))
    expect(dependence(shuffled)).toBeLessThan(2)
    expect(dependence(series)).toBeGreaterThan(10)
  })
})

describe('proportions', () => {
  it.each([
    [0, 1000, 0, 0.00299],
    [0, 100, 0, 0.0295],
    [1, 1000, 0.000025, 0.00556],
    [10, 100, 0.049, 0.1762],
    [5, 5, 0.549, 1],
  ])('%d of %d lies between %d and %d', (failures, trials, lower, upper) => {
    const estimate = estimateProportion(failures, trials)
    expect(estimate.lower).toBeCloseTo(lower, 3)
    expect(estimate.upper).toBeCloseTo(upper, 3)
  })

  it('the exact interval holds its estimate and narrows with more trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
        const failures = Math.round(share * trials)
        const exact = estimateProportion(failures, trials)
        const more = estimateProportion(failures * 10, trials * 10)
        expect(exact.lower ?? 0).toBeLessThanOrEqual(exact.value)
        expect(exact.upper ?? 1).toBeGreaterThanOrEqual(exact.value)
        expect((more.upper ?? 1) - (more.lower ?? 0)).toBeLessThan((exact.upper ?? 1) - (exact.lower ?? 0))
      }),
    )
  })

  it("Wilson's lies within 0 and 1 round its estimate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (trials, k) => {
        const { value, lower, upper } = wilsonInterval(Math.min(k, trials), trials)
        expect(lower ?? -1).toBeGreaterThanOrEqual(0)
        expect(upper ?? 2).toBeLessThanOrEqual(1)
        expect((lower ?? 0) - 1e-12 <= value && value <= (upper ?? 0) + 1e-12).toBe(true)
      }),
    )
  })

  it('knows nothing of nothing', () => expect(estimateProportion(0, 0)).toEqual({ value: 0, lower: null, upper: null, confidence: 0.95 }))
})
