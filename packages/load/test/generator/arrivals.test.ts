import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arrivals, arrivalsOf, everyNth, modelDurationMs, take } from '../../src/generator/arrivals.ts'
import { LoadError, type LoadModel } from '../../src/index.ts'

function all(arrivals: Arrivals, most = 100_000): number[] {
  const list: number[] = []
  for (let at = arrivals(); at < Number.POSITIVE_INFINITY && list.length < most; at = arrivals()) list.push(at)
  return list
}

type Open = Parameters<typeof arrivalsOf>[0]
const rate = fc.double({ min: 0.5, max: 2000, noNaN: true })
const model: fc.Arbitrary<Open> = fc.oneof(
  rate.map((ratePerSecond): Open => ({ kind: 'constant', ratePerSecond })),
  rate.map((ratePerSecond): Open => ({ kind: 'poisson', ratePerSecond })),
  fc.tuple(rate, rate).map(([fromPerSecond, toPerSecond]): Open => ({ kind: 'ramp', fromPerSecond, toPerSecond })),
  fc
    .array(fc.record({ ratePerSecond: rate, durationMs: fc.integer({ min: 1, max: 2000 }) }), { minLength: 1, maxLength: 4 })
    .map((steps): Open => ({ kind: 'steps', steps })),
  fc.array(fc.nat(5000), { minLength: 1 }).map((arrivalsMs): Open => ({ kind: 'replay', arrivalsMs })),
)

describe('arrivals', () => {
  it('never go back and never pass the end', () => {
    fc.assert(
      fc.property(model, fc.integer({ min: 1, max: 3000 }), (open, durationMs) => {
        const list = all(arrivalsOf(open, durationMs, 1))
        expect(list.every((at, index) => at >= (list[index - 1] ?? 0) && at < durationMs)).toBe(true)
      }),
    )
  })

  it('are shared among threads without loss or double', () => {
    fc.assert(
      fc.property(model, fc.integer({ min: 1, max: 5 }), (open, threads) => {
        const whole = all(arrivalsOf(open, 1000, 7))
        const parts = Array.from({ length: threads }, (_, index) => all(everyNth(arrivalsOf(open, 1000, 7), threads, index)))
        expect(parts.flat().sort((a, b) => a - b)).toEqual(whole)
      }),
    )
  })

  it.each<[string, Open, number]>([
    ['constant', { kind: 'constant', ratePerSecond: 100 }, 1000],
    ['ramp', { kind: 'ramp', fromPerSecond: 0, toPerSecond: 200 }, 1000],
    ['falling ramp', { kind: 'ramp', fromPerSecond: 200, toPerSecond: 0 }, 1000],
    [
      'steps',
      {
        kind: 'steps',
        steps: [
          { ratePerSecond: 50, durationMs: 5000 },
          { ratePerSecond: 150, durationMs: 5000 },
        ],
      },
      1000,
    ],
  ])('%s: as many as the area under the rate', (_, open, expected) => {
    expect(Math.abs(all(arrivalsOf(open, 10_000, 1)).length - expected)).toBeLessThanOrEqual(1)
  })

  it('poisson: same seed, same instants; gaps of the right mean', () => {
    const draw = (seed: number) => all(arrivalsOf({ kind: 'poisson', ratePerSecond: 1000 }, 20_000, seed))
    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
    expect(Math.abs(draw(3).length - 20_000)).toBeLessThan(5 * Math.sqrt(20_000))
  })

  it('replay: sorts', () => expect(all(arrivalsOf({ kind: 'replay', arrivalsMs: [30, 10, 20] }, 100, 1))).toEqual([10, 20, 30]))

  it('take: only the first', () => expect(all(take(arrivalsOf({ kind: 'constant', ratePerSecond: 1000 }, 1000, 1), 3))).toEqual([0, 1, 2]))

  it.each<Open>([
    { kind: 'constant', ratePerSecond: 0 },
    { kind: 'poisson', ratePerSecond: Number.NaN },
    { kind: 'poisson', ratePerSecond: Number.POSITIVE_INFINITY },
    { kind: 'ramp', fromPerSecond: -1, toPerSecond: 5 },
    { kind: 'ramp', fromPerSecond: 0, toPerSecond: 0 },
    { kind: 'steps', steps: [] },
    { kind: 'replay', arrivalsMs: [-1] },
  ])('refuses %j', (open) => expect(() => arrivalsOf(open, 1000, 1)).toThrow(LoadError))
})

it.each<[LoadModel, number | null]>([
  [{ kind: 'closed' }, null],
  [
    {
      kind: 'steps',
      steps: [
        { ratePerSecond: 1, durationMs: 500 },
        { ratePerSecond: 2, durationMs: 700 },
      ],
    },
    1200,
  ],
  [{ kind: 'replay', arrivalsMs: [5, 3] }, 6],
])('%j lasts %s ms by itself', (loadModel, expected) => expect(modelDurationMs(loadModel)).toBe(expected))
