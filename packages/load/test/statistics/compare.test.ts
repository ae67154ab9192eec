import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BlockPair, compareBlocks } from '../../src/index.ts'
import { hodgesLehmann } from '../../src/statistics/compare.ts'
import { normal, seededRandom } from '../../src/statistics/random.ts'

const positive = fc.double({ min: 0.1, max: 1000, noNaN: true })
const pairs = fc.array(fc.record({ a: positive, b: positive }), { minLength: 6, maxLength: 60 })

/** Blocks whose two versions share the machine's mood, which wanders. */
function series(seed: number, count: number, change: number): BlockPair[] {
  const random = seededRandom(seed)
  let mood = 0
  return Array.from({ length: count }, () => {
    mood = 0.8 * mood + 0.1 * normal(random)
    const block = () => 10 * Math.exp(mood + 0.03 * normal(random))
    return { a: block(), b: block() * change }
  })
}

const random = seededRandom(4)
const noise = Array.from({ length: 40 }, () => ({ a: Math.exp(normal(random)), b: Math.exp(normal(random)) }))

describe('compareBlocks', () => {
  it('turns round when the versions change places', () => {
    fc.assert(
      fc.property(pairs, (blocks) => {
        const forward = compareBlocks(blocks)
        const backward = compareBlocks(blocks.map(({ a, b }) => ({ a: b, b: a })))
        expect(Math.log(forward.ratio) + Math.log(backward.ratio)).toBeCloseTo(0, 8)
        expect(Math.log(forward.lower) + Math.log(backward.upper)).toBeCloseTo(0, 8)
        const opposite = { regressed: 'improved', improved: 'regressed', equivalent: 'equivalent', inconclusive: 'inconclusive' }
        expect(backward.verdict).toBe(opposite[forward.verdict])
      }),
    )
  })

  it('the ratio lies within its interval and does not mind the unit', () => {
    fc.assert(
      fc.property(pairs, positive, (blocks, unit) => {
        const { ratio, lower, upper } = compareBlocks(blocks)
        expect(lower <= ratio && ratio <= upper).toBe(true)
        expect(compareBlocks(blocks.map(({ a, b }) => ({ a: a * unit, b: b * unit }))).ratio).toBeCloseTo(ratio, 6)
      }),
    )
  })

  it.each([
    ['a tenth slower', 1.1, 'regressed'],
    ['a tenth faster', 0.9, 'improved'],
    ['a fifth slower', 1.2, 'regressed'],
  ])('finds %s in at least 19 of 20 series', (_, change, verdict) => {
    const found = Array.from({ length: 100 }, (__, seed) => compareBlocks(series(seed + 1, 24, change)).verdict).filter(
      (one) => one === verdict,
    )
    expect(found.length).toBeGreaterThanOrEqual(95)
  })

  it('calls the same version changed in at most 7 of 100 series, and mostly equivalent', () => {
    const verdicts = Array.from({ length: 1000 }, (_, seed) => compareBlocks(series(seed + 1, 24, 1)).verdict)
    const changed = verdicts.filter((verdict) => verdict === 'regressed' || verdict === 'improved').length
    expect(changed).toBeLessThanOrEqual(70)
    expect(verdicts.filter((verdict) => verdict === 'equivalent').length).toBeGreaterThan(900)
  })

  it.each<[string, readonly BlockPair[], string]>([
    ['too few blocks', series(1, 5, 3), 'inconclusive'],
    ['no block', [], 'inconclusive'],
    ['noise', noise, 'inconclusive'],
    ['blocks without a figure are left out', [...series(1, 24, 1.3), { a: 0, b: 5 }], 'regressed'],
  ])('%s', (_, blocks, verdict) => expect(compareBlocks(blocks).verdict).toBe(verdict))
})

describe('hodgesLehmann', () => {
  it('has the known interval of ten values', () => {
    // exact signed-rank interval at 95 %: the 9th smallest and 9th largest of the 55 pairwise means
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const means = values.flatMap((a, i) => values.slice(i).map((b) => (a + b) / 2)).sort((a, b) => a - b)
    expect(hodgesLehmann(values)).toEqual({ estimate: 5.5, lower: means[8], upper: means[46] })
  })

  it.each([1, 2, 5])('bounds nothing with %d values', (count) => {
    const { lower, upper } = hodgesLehmann(Array.from({ length: count }, (_, index) => index))
    expect([lower, upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  it('moves with its values', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 60 })
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), (list, by) => {
        const { estimate, lower, upper } = hodgesLehmann(list)
        const moved = hodgesLehmann(list.map((value) => value + by))
        expect([moved.estimate, moved.lower, moved.upper]).toEqual([estimate + by, lower + by, upper + by])
      }),
    )
  })
})

describe('a change within the margin', () => {
  const around = (ratio: number, width: number): BlockPair[] =>
    Array.from({ length: 24 }, (_, index) => ({ a: 10, b: 10 * ratio * (1 + width * (index / 11.5 - 1)) }))

  it.each<[string, number, number, string]>([
    ['surely there, too small to matter', 1.03, 0.005, 'equivalent'],
    ['there, perhaps large enough to matter', 1.045, 0.04, 'inconclusive'],
    ['there and large enough', 1.09, 0.04, 'regressed'],
    ['faster and large enough', 0.9, 0.04, 'improved'],
  ])('%s', (_, ratio, width, verdict) => expect(compareBlocks(around(ratio, width)).verdict).toBe(verdict))
})
