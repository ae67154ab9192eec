import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

const ACCEPTS = operationOf('POST', '/offers/accept', text('note'))
const IMPORTS = operationOf('POST', '/imports', text('note'))

it.each<readonly [string, Operation, 'declared' | 'promoted', boolean]>([
  ['does not buy for the run', ACCEPTS, 'declared', false],
  ['does what is no deal', IMPORTS, 'declared', true],
  ['that the run made deals', ACCEPTS, 'promoted', true],
  ['deals where the source says that users may not', { ...ACCEPTS, declaredAccess: 'privileged' }, 'declared', true],
  ['does what is for administrators', { ...ACCEPTS, purpose: 'admin' }, 'declared', true],
])('where users are refused, an administrator %s', async (_name, operation, made, isAsked) => {
  let boss = ''
  const seen: (string | null)[] = []
  const server = userServer((_asked, user) => {
    seen.push(user)
    return user === boss ? [200, {}] : [403, {}]
  })
  const probe = async (probing: Probing): Promise<void> => {
    const admin = await probing.identities.registerUser('boss', {}, 'admin')
    if (admin === null) return
    probing.identities.sessions.push({ ...admin, made })
    boss = admin.credentials?.email ?? ''
    const [own] = probing.operations.filter(({ key }) => key === operation.key)
    if (own !== undefined) await probing.acceptedBy(own)
  }
  const operations = [...USER_OPERATIONS, operation].map((each) => ({ ...each, origins: [...each.origins], gaps: new Set<string>() }))
  await probeAt(server, probe, [], { operations, registers: true })
  expect(seen.includes(boss)).toBe(isAsked)
})
