import { describe, expect, it } from 'vitest'
import { type Actor, allows, mayDecide } from '../src/policy'

const officer: Actor = { id: 'o', role: 'officer', session: 's' }
const citizen: Actor = { id: 'c', role: 'citizen', session: 's' }

describe('policy', () => {
  it('lets officers decide', () => expect(mayDecide(officer, { applicant_id: 'c', status: 'submitted' })).toBe(true))
  it('lets nobody decide about their own application', () => expect(mayDecide(officer, { applicant_id: 'o', status: 'submitted' })).toBe(false))
  it('keeps citizens out of the queue', () => expect(allows(citizen, 'permit.queue')).toBe(false))
})
