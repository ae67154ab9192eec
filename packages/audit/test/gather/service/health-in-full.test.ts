import { expect, it } from 'vitest'
import { probeHealth } from '../../../src/gather/service/probes/health.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

it.each([
  ['who asks for more is told of the process', true, 'fail', '/status tells strangers node pid'],
  ['nobody is told more', false, 'partial', ''],
])('%s', async (_name, isTold, outcome, told) => {
  const server = jsonServer(({ path, query }) =>
    path === '/status'
      ? [200, { status: 'ok', ...(isTold && query.has('verbose') ? { node: 'v24.0.0', pid: 7 } : {}) }]
      : [404, { error: 'nothing here' }],
  )
  const facts = await probeAt(server, probeHealth, ['healthEndpoints'], { operations: [operationOf('GET', '/status')] })
  const seen = liveOutcome('server.health-endpoints', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})
