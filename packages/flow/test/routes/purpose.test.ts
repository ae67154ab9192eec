import { expect, it } from 'vitest'
import { purposeOf, purposeOfCaller } from '../../src/routes/purpose.ts'

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

it.each([
  ['login', '/me/tokens', true, ['label', 'scopes'], 'other'],
  ['login', '/me/tokens', false, ['label'], 'login'],
  ['login', '/auth/token', true, ['username', 'password'], 'login'],
  ['login', '/login', true, ['email'], 'login'],
  ['register', '/account', true, ['name'], 'other'],
  ['register', '/account', false, ['name'], 'register'],
  ['register', '/register', true, ['name'], 'register'],
] as const)('%s at %s, signed in: %s, with %j, is of %s', (purpose, path, isSignedIn, fields, expected) => {
  expect(purposeOfCaller(purpose, { path, isSignedIn, fields })).toBe(expected)
})
