import { Histogram } from '@assay/load'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binsOf, quantileOf, readHistogram } from '../../src/performance/histogram.ts'

const latencies = fc.array(fc.integer({ min: 0, max: 90_000_000 }), { minLength: 1, maxLength: 300 })

function histogramOf(microseconds: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of microseconds) histogram.record(value)
  return histogram
}

it('reads what the load engine wrote', () => {
  fc.assert(
    fc.property(latencies, (microseconds) => {
      const written = histogramOf(microseconds)
      const read = readHistogram(written.serialize())
      expect(read?.buckets).toEqual([...written.buckets()].map(([us, count]) => [us / 1000, count]))
      expect(read?.count).toBe(microseconds.length)
    }),
  )
})

it('puts every request into a bin', () => {
  fc.assert(
    fc.property(latencies, fc.integer({ min: 1, max: 60 }), (microseconds, bins) => {
      const read = readHistogram(histogramOf(microseconds).serialize())
      if (read === null) throw new Error('not read')
      expect(binsOf(read, bins).reduce((sum, { count }) => sum + count, 0)).toBe(microseconds.length)
    }),
  )
})

it('knows the median', () => {
  const read = readHistogram(histogramOf([1000, 2000, 3000]).serialize())
  expect(read === null ? null : Math.round(quantileOf(read, 0.5))).toBe(2)
})

it.each([['not base64 !'], ['gA=='], ['AQ==']])('gives up on %s', (buckets) => {
  const data = { unit: 'us', subBucketBits: 10, count: 1, sum: 1, min: 1, max: 1, buckets } as const
  const read = readHistogram(data)
  expect(read === null || read.count === 0).toBe(true)
})
