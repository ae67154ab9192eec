import { expect, it } from 'vitest'
import { purposeOf } from '../../src/routes/purpose.ts'

it.each([
  ['POST', '/account/forgotten', 'password-reset'],
  ['POST', '/account/reset', 'password-reset'],
  ['POST', '/accounts/{id}/reset-counters', 'other'],
  ['POST', '/account', 'register'],
  ['GET', '/account', 'other'],
  ['DELETE', '/account', 'other'],
  ['POST', '/accounts', 'other'],
  ['MUTATION', 'Mutation.requestReset', 'password-reset'],
  ['MUTATION', 'Mutation.finishReset', 'password-reset'],
  ['MUTATION', 'Mutation.resetCounters', 'other'],
  ['POST', '/devices/{id}/reset', 'other'],
])('%s %s is of %s', (method, path, purpose) => {
  expect(purposeOf(method, path, 'handler')).toBe(purpose)
})
