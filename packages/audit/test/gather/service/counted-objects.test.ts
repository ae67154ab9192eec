import { expect, it } from 'vitest'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

interface Ways {
  /** The row is asked for with its owner. */
  readonly isOwned?: true
  /** The list shows all. */
  readonly isShared?: true
  /** The row says only who wrote it. */
  readonly isWritten?: true
  /** Strangers are answered too. */
  readonly isPublic?: true
}

/** Payments that nobody makes by itself, with counted ids; one is there. */
function service({ isOwned, isShared, isWritten, isPublic }: Ways) {
  const payment = { id: 1, [isWritten === true ? 'author_id' : 'user_id']: 9000, iban: 'XX00 1234' }
  return userServer(({ path }, user) => {
    if (user === null && isPublic !== true) return [401, {}]
    if (path === '/payments') return [200, isShared === true ? [payment] : []]
    return path === '/payments/1' && isOwned !== true ? [200, payment] : [404, {}]
  })
}

it.each<readonly [string, Ways, string]>([
  ['by its number alone', {}, 'fail'],
  ['with its owner', { isOwned: true }, 'not-verified'],
  ['by its number, and all are listed', { isShared: true }, 'not-verified'],
  ['by its number, and it has only an author', { isWritten: true }, 'not-verified'],
  ['by its number, by strangers too', { isPublic: true }, 'not-verified'],
])('a payment that is asked for %s', async (_name, ways, outcome) => {
  const operations = [...USER_OPERATIONS, operationOf('GET', '/payments'), operationOf('GET', '/payments/{id}')].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const facts = await probeAt(service(ways), probeObjectAccess, ['objectAccess'], { operations, registers: true })
  const seen = liveOutcome('authz.object-level', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
