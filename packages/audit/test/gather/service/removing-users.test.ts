import { expect, it } from 'vitest'
import { cleanUp } from '../../../src/gather/service/clean-up.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

it.each([
  ['by itself', () => true, 'removed'],
  ['when it says its password again', (body: Record<string, unknown>) => typeof body.password === 'string', 'removed'],
  ['never', () => false, 'left'],
])('a user of the run goes %s', async (_name, lets, outcome) => {
  const server = userServer(({ method, body }) => (method === 'DELETE' && lets(body) ? [204, ''] : [415, {}]))
  const seen: string[] = []
  await probeAt(
    server,
    async (probing) => {
      seen.push(...(await cleanUp(probing)).map((one) => one.outcome))
    },
    [],
    { operations: [...USER_OPERATIONS, operationOf('DELETE', '/account')], registers: true, startedByUs: true },
  )
  expect(new Set(seen)).toEqual(new Set([outcome]))
})
