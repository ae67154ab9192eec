import { expect, it } from 'vitest'
import { probeOutgoingMail } from '../../../src/gather/service/probes/outgoing-mail.ts'
import { operationOf } from './probe-harness.ts'
import { decided, text } from './users-at.ts'

it.each<readonly [string, (user: string | null) => boolean, boolean, number, string]>([
  ['everybody reads the mails', () => true, true, 202, 'fail'],
  ['who is signed in reads the mails', (user) => user !== null, true, 202, 'not-verified'],
  ['a list that names nobody', () => true, false, 202, 'pass'],
  ['a list that is empty because no mail could be asked for', () => true, false, 503, 'not-verified'],
])('%s', async (_name, may, namesThem, status, outcome) => {
  const sent: unknown[] = []
  const answer = await decided(
    'api.exposed-internals',
    probeOutgoingMail,
    ['exposedPaths', 'metricsEndpoints', 'debugMode'],
    [operationOf('GET', '/dev/outbox'), { ...operationOf('POST', '/password/forgot', text('email')), purpose: 'password-reset' as const }],
    ({ path, body }, user) => {
      if (path === '/password/forgot') sent.push(namesThem ? { to: body.email, code: '123456' } : { count: 1 })
      return path === '/dev/outbox' ? (may(user) ? [200, { items: sent }] : [401, {}]) : [status, {}]
    },
  )
  expect(answer.outcome, answer.text).toBe(outcome)
})
