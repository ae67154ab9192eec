import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Capped, capsOf, gradeOf, proofOf, resultOf, type Scored, scoreOf } from '../../src/judge/numbers.ts'
import { POLICY } from '../../src/judge/policy.ts'
import { OUTCOMES, SEVERITIES, STRENGTHS } from '../../src/model/words.ts'

const severity = fc.constantFrom(...SEVERITIES)
const scored: fc.Arbitrary<Scored> = fc
  .record({
    area: fc.constantFrom('auth', 'input', 'tls'),
    outcome: fc.constantFrom(...OUTCOMES),
    strength: fc.constantFrom(...STRENGTHS),
    strengthNeeded: fc.constantFrom(...STRENGTHS),
    isInScope: fc.boolean(),
    wave: fc.constantFrom(1 as const, 2 as const, 3 as const),
    severity,
  })
  .map((control) => ({
    ...control,
    strength: control.outcome === 'not-verified' ? null : control.strength,
    weight: POLICY.weights[control.severity],
  }))
const controls = fc.array(scored, { maxLength: 30 })
const findings: fc.Arbitrary<Capped[]> = fc.array(
  fc.record({
    fingerprint: fc.uuid(),
    severity,
    status: fc.constantFrom('open' as const, 'accepted-risk' as const, 'suppressed' as const),
    strength: fc.constantFrom(...STRENGTHS),
  }),
  { maxLength: 10 },
)

const at = (list: readonly Scored[], index: number, change: Partial<Scored>): Scored[] =>
  list.map((control, position) => (position === index ? { ...control, ...change } : control))
const someIndex = (list: readonly unknown[], seed: number): number => seed % Math.max(1, list.length)
const numbers = (list: readonly Scored[], of: readonly Capped[] = []) => {
  const result = resultOf(list, POLICY)
  return { result, proof: proofOf(list, POLICY), score: scoreOf(result, capsOf(list, of, POLICY)) }
}

describe('R, P and S', () => {
  it('lie between 0 and 100, and S never exceeds R', () => {
    fc.assert(
      fc.property(controls, findings, (list, of) => {
        const { result, proof, score } = numbers(list, of)
        expect(proof).toBeGreaterThanOrEqual(0)
        expect(proof).toBeLessThanOrEqual(100 + 1e-9)
        if (result === null) return
        expect(result).toBeGreaterThanOrEqual(0)
        expect(result).toBeLessThanOrEqual(100 + 1e-9)
        expect(score).toBeLessThanOrEqual(result)
      }),
    )
  })

  it('do not depend on order', () => {
    fc.assert(
      fc.property(controls, findings, (list, of) => {
        const forth = numbers(list, of)
        const back = numbers([...list].reverse(), [...of].reverse())
        expect(back.proof).toBeCloseTo(forth.proof, 9)
        expect(back.result ?? -1).toBeCloseTo(forth.result ?? -1, 9)
        expect(back.score ?? -1).toBeCloseTo(forth.score ?? -1, 9)
      }),
    )
  })

  it('never rise when a failure is accepted as risk', () => {
    fc.assert(
      fc.property(controls, fc.nat(), (list, seed) => {
        const index = someIndex(list, seed)
        const control = list[index]
        if (control === undefined || (control.outcome !== 'fail' && control.outcome !== 'partial')) return
        const before = numbers(list)
        const after = numbers(at(list, index, { outcome: 'accepted-risk' }))
        expect(after.result ?? 0).toBeLessThanOrEqual((before.result ?? 0) + 1e-9)
        expect(after.proof).toBeLessThanOrEqual(before.proof + 1e-9)
      }),
    )
  })

  it('never fall when a failure is fixed at equal or stronger evidence', () => {
    fc.assert(
      fc.property(controls, fc.nat(), fc.constantFrom(...STRENGTHS), (list, seed, strength) => {
        const index = someIndex(list, seed)
        const control = list[index]
        if (
          control === undefined ||
          control.strength === null ||
          (control.outcome !== 'fail' && control.outcome !== 'partial' && control.outcome !== 'accepted-risk')
        )
          return
        if (STRENGTHS.indexOf(strength) > STRENGTHS.indexOf(control.strength)) return
        const before = numbers(list)
        const after = numbers(at(list, index, { outcome: 'pass', strength }))
        expect(after.result ?? 0).toBeGreaterThanOrEqual((before.result ?? 0) - 1e-9)
        expect(after.proof).toBeGreaterThanOrEqual(before.proof - 1e-9)
        expect(after.score ?? 0).toBeGreaterThanOrEqual((before.score ?? 0) - 1e-9)
      }),
    )
  })

  it('give no more proof when a control is skipped', () => {
    fc.assert(
      fc.property(controls, fc.nat(), (list, seed) => {
        const index = someIndex(list, seed)
        // What does not apply was decided so; skipping it makes it applicable and unproven.
        const after = numbers(at(list, index, { outcome: 'not-verified', strength: null }))
        expect(after.proof).toBeLessThanOrEqual(numbers(list).proof + 1e-9)
      }),
    )
  })
})

describe('caps', () => {
  it.each([
    ['an open critical seen live', [{ severity: 'critical', status: 'open', strength: 'observed' }], 49],
    ['an open critical in parsed configuration', [{ severity: 'critical', status: 'open', strength: 'tested' }], 49],
    ['an open critical only read', [{ severity: 'critical', status: 'open', strength: 'read' }], 64],
    ['an open high', [{ severity: 'high', status: 'open', strength: 'read' }], 79],
    ['an accepted high', [{ severity: 'high', status: 'accepted-risk', strength: 'read' }], 89],
    ['an accepted critical', [{ severity: 'critical', status: 'accepted-risk', strength: 'observed' }], 89],
    ['a suppressed critical', [{ severity: 'critical', status: 'suppressed', strength: 'observed' }], 100],
    ['an open medium', [{ severity: 'medium', status: 'open', strength: 'observed' }], 100],
  ] as const)('%s', (_, of, limit) => {
    const caps = capsOf(
      [],
      of.map((finding) => ({ ...finding, fingerprint: 'a1-0' })),
      POLICY,
    )
    expect(scoreOf(100, caps)).toBe(limit)
  })

  it('an area whose grave wave-1 controls all fail', () => {
    const control: Scored = {
      area: 'tls',
      outcome: 'fail',
      strength: 'observed',
      strengthNeeded: 'observed',
      isInScope: true,
      wave: 1,
      severity: 'high',
      weight: 6,
    }
    expect(capsOf([control], [], POLICY)).toMatchObject([{ limit: 79, cause: 'every critical and high control of wave 1 in tls fails' }])
    expect(capsOf([control, { ...control, outcome: 'pass' }], [], POLICY)).toEqual([])
  })
})

it.each([
  [{ score: 95, proof: 59, profile: 'standard', isRepeated: true }, null],
  [{ score: 95, proof: 60, profile: 'standard', isRepeated: true }, 'B'],
  [{ score: 95, proof: 80, profile: 'standard', isRepeated: true }, 'A'],
  [{ score: 95, proof: 90, profile: 'standard', isRepeated: true }, 'A+'],
  [{ score: 95, proof: 90, profile: 'standard', isRepeated: false }, 'A'],
  [{ score: 89.9, proof: 95, profile: 'full', isRepeated: true }, 'B'],
  [{ score: 65, proof: 95, profile: 'full', isRepeated: true }, 'C'],
  [{ score: 50, proof: 95, profile: 'full', isRepeated: true }, 'D'],
  [{ score: 49.9, proof: 95, profile: 'full', isRepeated: true }, 'F'],
  [{ score: null, proof: 0, profile: 'static', isRepeated: false }, null],
] as const)('grades %o as %s', (facts, grade) => {
  expect(gradeOf(facts, POLICY).grade).toBe(grade)
})
