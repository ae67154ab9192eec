import { describe, expect, it } from 'vitest'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

describe('calls of others', () => {
  const signed = {
    ...operationOf('POST', '/payments/in', text('order')),
    parameters: [{ name: 'X-Gateway-Signature', in: 'header' as const, isRequired: false, schema: { type: 'string' } }],
  }
  const plain = operationOf('POST', '/hooks/mail', text('order'))
  it.each<readonly [string, typeof plain, string, (signature: string | undefined, isEmpty: boolean) => number, string]>([
    [
      'that need no signature though a wrong one is refused',
      signed,
      'x-gateway-signature',
      (given) => (given === undefined ? 200 : 401),
      'fail',
    ],
    ['the same, under a usual name', plain, 'x-hub-signature-256', (given) => (given === undefined ? 202 : 403), 'fail'],
    [
      'that look up what they name before anybody signed',
      signed,
      'x-gateway-signature',
      (given, isEmpty) => (given === undefined ? (isEmpty ? 422 : 404) : 401),
      'fail',
    ],
    ['that answer as if nothing were there', signed, 'x-gateway-signature', (given) => (given === undefined ? 404 : 401), 'not-verified'],
    ['that need one', signed, 'x-gateway-signature', () => 401, 'pass'],
    ['that look at none', plain, 'x-signature', () => 200, 'pass'],
  ])('%s', async (_name, operation, header, statusOf, outcome) => {
    const server = jsonServer(({ path, headers, body }) =>
      path === operation.path
        ? [statusOf(headers[header] as string | undefined, Object.keys(body).length === 0), { received: true }]
        : [404, {}],
    )
    const facts = await probeAt(server, probeAnonymousAccess, ['anonymousAccess'], { operations: [operation] })
    const answer = liveOutcome('auth.required-by-default', facts)
    expect(answer.outcome, answer.text).toBe(outcome)
    if (outcome === 'fail') expect(answer.text).toContain('confirmed')
  })
})
