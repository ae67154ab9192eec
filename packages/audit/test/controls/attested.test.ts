import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'

const ATTESTED = CONTROLS.filter(({ verifiedBy }) => verifiedBy.attested !== undefined)
const statement = { statement: 'Two people are on call at any time', owner: 'operations', date: '2026-05-01', expires: null, link: null }

describe.each(ATTESTED.map((control) => [control.id, control] as const))('%s by a statement', (id, control) => {
  it.each([
    ['a statement', [{ ...statement, control: id }], 'pass'],
    ['none', [], 'not-verified'],
    ['one of another control', [{ ...statement, control: 'other.control' }], 'not-verified'],
    ['an expired one', [{ ...statement, control: id, expires: '2026-05-31' }], 'not-verified'],
  ])('%s', (_, attestations, outcome) => {
    expect(decide(control, 'attested', { attestations: known(attestations) }).outcome).toBe(outcome)
  })
})
