import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { probeClaims } from '../../../src/gather/service/probes/claim-races.ts'
import { operationOf } from './probe-harness.ts'
import { decided, refusing, text } from './users-at.ts'

it.each<readonly [string, boolean, (given: number) => unknown, string, string]>([
  ['stored after a wait', true, (given) => ({ credit: 10 * given }), 'fail', 'confirmed: '],
  ['stored after a wait, with nothing that shows how often', true, () => ({ ok: true }), 'fail', 'likely: '],
  ['stored at once', false, (given) => ({ credit: 10 * given }), 'pass', ''],
])('what a user may have once is %s', async (_name, waits, answer, outcome, told) => {
  const claimed = new Map<string, number>()
  const answered = await decided(
    'auth.race-conditions',
    probeClaims,
    ['raceConditions'],
    [operationOf('POST', '/me/vouchers', text('code'))],
    refusing(async ({ path }, user) => {
      if (path !== '/me/vouchers') return [404, {}]
      if (claimed.has(user)) return [409, { error: 'claimed already' }]
      if (waits) await sleep(30)
      claimed.set(user, (claimed.get(user) ?? 0) + 1)
      return [200, answer(claimed.get(user) ?? 0)]
    }),
  )
  expect(answered.outcome, answered.text).toBe(outcome)
  expect(answered.text).toContain(told)
})
