import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Timeline } from '../../src/generator/timeline.ts'

const entries = fc.array(fc.record({ at: fc.nat(2_000_000), latency: fc.nat(1_000_000), failed: fc.boolean() }), {
  minLength: 1,
  maxLength: 100,
})

function timelineOf(list: readonly { at: number; latency: number; failed: boolean }[]): Timeline {
  const timeline = new Timeline()
  for (const { at, latency, failed } of list) timeline.record(at, latency, failed)
  return timeline
}

it('counts everything once and stays under 600 intervals', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const points = timelineOf(list).points(2_000_001)
      expect(points.length).toBeLessThanOrEqual(600)
      expect(points.reduce((sum, point) => sum + point.requests, 0)).toBe(list.length)
      expect(points.reduce((sum, point) => sum + point.errors, 0)).toBe(list.filter(({ failed }) => failed).length)
      expect(points.every((point) => point.p50Ms <= point.p99Ms && point.p99Ms <= point.maxMs)).toBe(true)
    }),
  )
})

it('merges like recording together', () => {
  fc.assert(
    fc.property(entries, entries, (first, second) => {
      const merged = timelineOf(first)
      merged.merge(timelineOf(second).serialize())
      expect(merged.points(2_000_001)).toEqual(timelineOf([...first, ...second]).points(2_000_001))
    }),
    { numRuns: 30 },
  )
})
