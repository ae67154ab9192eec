import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../src/index.ts'

const microseconds = fc.array(fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.integer({ min: 0, max: 0xffff_ffff })), {
  minLength: 1,
  maxLength: 300,
})

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

describe('Histogram', () => {
  it('gives every quantile within a bucket of the sorted values', () => {
    fc.assert(
      fc.property(microseconds, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, q) => {
        const sorted = values.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(q * sorted.length - 1e-9)) - 1] ?? 0
        const estimate = histogramOf(values).quantile(q)
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(Math.max(1, exact / 1024))
      }),
    )
  })

  it('keeps count, sum, smallest and largest exactly', () => {
    fc.assert(
      fc.property(microseconds, (values) => {
        const { count, sum, min, max } = histogramOf(values)
        const exactSum = values.reduce((total, value) => total + value, 0)
        expect({ count, sum, min, max }).toEqual({
          count: values.length,
          sum: exactSum,
          min: Math.min(...values),
          max: Math.max(...values),
        })
      }),
    )
  })

  it('merges as if all had been recorded in one, and survives being written and read', () => {
    fc.assert(
      fc.property(microseconds, microseconds, (first, second) => {
        const merged = histogramOf(first)
        merged.merge(Histogram.deserialize(JSON.parse(JSON.stringify(histogramOf(second).serialize()))))
        const together = histogramOf([...first, ...second])
        expect([...merged.buckets()]).toEqual([...together.buckets()])
        expect(merged.serialize().buckets).toBe(together.serialize().buckets)
      }),
    )
  })

  it('orders quantiles', () => {
    fc.assert(
      fc.property(microseconds, (values) => {
        const histogram = histogramOf(values)
        const quantiles = [0.01, 0.5, 0.9, 0.99, 0.999, 1].map((q) => histogram.quantile(q))
        expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b))
        expect(quantiles.at(-1)).toBe(histogram.max)
      }),
    )
  })

  it('is empty when nothing was recorded', () => {
    const { count, min, max, mean } = new Histogram()
    expect({ count, min, max, mean, p99: new Histogram().quantile(0.99) }).toEqual({ count: 0, min: 0, max: 0, mean: 0, p99: 0 })
  })

  it.each([-5, Number.NaN])('counts %d as zero', (value) => expect(histogramOf([value]).quantile(0.5)).toBe(0))

  it('counts values beyond 71 minutes at the limit', () => expect(histogramOf([1e15]).max).toBe(0xffff_ffff))

  it('counts how many are at most a value', () => expect(histogramOf([10, 20, 30, 40]).countUpTo(30)).toBe(3))
})
