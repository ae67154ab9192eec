import { expect, it } from 'vitest'
import { probeSchemaValidation } from '../../../src/gather/service/probes/schema-validation.ts'
import { Values } from '../../../src/gather/service/values.ts'
import { jsonServer, operationOf, probeAt } from './probe-harness.ts'

it.each([
  ['spending_limit_cents', 100_000],
  ['quota', 100_000],
  ['limit', 1],
  ['max_uses', 1],
])('gives what somebody may use a value that leaves room: %s', (name, value) => {
  expect(new Values('seed').of(name, { type: 'integer' })).toBe(value)
})

it('leaves a limit as it was, whatever else it took', async () => {
  let limit: unknown = 0
  const server = jsonServer(({ method, body }) => {
    if (method === 'PATCH') limit = body.limit_cents
    return [200, { limit_cents: limit }]
  })
  const operation = operationOf('PATCH', '/budget', { type: 'object', properties: { limit_cents: { type: 'integer' } } })
  await probeAt(server, probeSchemaValidation, ['schemaValidation'], { operations: [operation] })
  expect(limit).toBe(100_000)
})
