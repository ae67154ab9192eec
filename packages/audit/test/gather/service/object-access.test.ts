import { expect, it } from 'vitest'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { decided, refusing } from './users-at.ts'

it.each<readonly [string, Record<string, unknown>, string]>([
  ['the name under what somebody wrote', { name: 'Kim', avatar: 'https://pictures.example/1' }, 'pass'],
  ['a telephone beside it', { name: 'Kim', phone: '+00 555 0101' }, 'fail'],
  ['settings of the account', { name: 'Kim', newsletter: true }, 'fail'],
])('asks what a user is shown of another: %s', async (_name, shown, outcome) => {
  const handle = refusing(({ path }) => {
    const id = /^\/users\/(\d+)\/card$/.exec(path)?.[1]
    return id === undefined || Number(id) > 100 ? [404, {}] : [200, { id: Number(id), ...shown }]
  })
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], [operationOf('GET', '/users/{id}/card')], handle)
  expect(seen.outcome, seen.text).toBe(outcome)
})
