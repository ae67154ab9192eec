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

it('waits for a limiter before it leaves something behind', async () => {
  let asked = 0
  const server = userServer(({ method, path }) => {
    if (method === 'POST') return [201, { id: 'n1' }]
    if (path.startsWith('/notes/')) asked += 1
    // The client asks by itself again, a few times and at once.
    return asked > 4 ? [204, ''] : [429, {}, { 'retry-after': '0.2' }]
  })
  const seen: string[] = []
  await probeAt(
    server,
    async (probing) => {
      await probing.create('/notes', {}, probing.identities.userA)
      seen.push(...(await cleanUp(probing)).filter(({ what }) => what.startsWith('/notes')).map((one) => one.outcome))
    },
    [],
    { operations: [...USER_OPERATIONS, operationOf('POST', '/notes'), operationOf('DELETE', '/notes/{id}')], registers: true },
  )
  expect(seen).toEqual(['removed'])
})
