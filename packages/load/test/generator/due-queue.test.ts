import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DueQueue } from '../../src/generator/due-queue.ts'

it('gives steps back in the order of their instants', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), (instants) => {
      const queue = new DueQueue(10_000)
      for (const dueAt of instants) queue.push({ dueAt, scenario: 0, step: 1, user: 0 })
      const out: number[] = []
      while (queue.nextAt < Number.POSITIVE_INFINITY) out.push(queue.pop()?.dueAt ?? -1)
      expect(out).toEqual(instants.toSorted((a, b) => a - b))
      expect(queue.pop()).toBeUndefined()
    }),
  )
})

it('refuses what does not fit', () => {
  const queue = new DueQueue(2)
  const step = { dueAt: 1, scenario: 0, step: 1, user: 0 }
  expect([queue.push(step), queue.push(step), queue.push(step), queue.size]).toEqual([true, true, false, 2])
})
