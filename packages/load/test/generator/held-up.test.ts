import { describe, expect, it } from 'vitest'
import { HeldUp } from '../../src/generator/held-up.ts'

/** A clock that tells how long the thread has waited so far, by the instant it is looked at. */
function clockOf(waited: { ms: number }): { looks: () => number; clock: NonNullable<HeldUp['clock']> } {
  let looks = 0
  const clock = {
    waitedMs: 0,
    times: 0,
    look: () => {
      looks++
      clock.waitedMs = waited.ms
      return true
    },
    close: () => {},
  }
  return { looks: () => looks, clock }
}

describe('HeldUp', () => {
  it('charges what came with the turn after a wait, and nothing later', () => {
    const waited = { ms: 0 }
    const heldUp = new HeldUp(clockOf(waited).clock)
    expect(heldUp.at(10)).toBe(0)
    waited.ms = 3
    expect([13.5, 13.6, 13.74, 13.9, 14.1].map((now) => heldUp.at(now))).toEqual([3, 3, 3, 0, 0])
  })

  it('never charges more than the pause since the last answer', () => {
    const waited = { ms: 0 }
    const heldUp = new HeldUp(clockOf(waited).clock)
    heldUp.at(10)
    heldUp.at(10.2)
    waited.ms = 2 // in slices too short to be seen each
    expect(heldUp.at(10.4)).toBe(0)
    expect(heldUp.at(10.9)).toBeCloseTo(0.5)
  })

  it('does not look while answers come without a pause', () => {
    const { looks, clock } = clockOf({ ms: 0 })
    const heldUp = new HeldUp(clock)
    for (let now = 10; now < 20; now += 0.02) heldUp.at(now)
    expect(looks()).toBe(1)
  })

  it('knows nothing where the system does not tell', () => expect(new HeldUp(null).at(5)).toBe(0))
})
