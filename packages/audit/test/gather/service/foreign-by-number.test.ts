import { expect, it } from 'vitest'
import { probeFunctionAccess } from '../../../src/gather/service/probes/function-access.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

it('a number that our own thing has too does not make the thing of somebody else ours', async () => {
  const changed: string[] = []
  const server = userServer(({ method, path }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST' && path === '/notes') return [201, { id: 1 }]
    if (method === 'PATCH') changed.push(path)
    return path === '/events' ? [200, [{ id: 1, title: 'Gala' }]] : [200, { id: 1 }]
  })
  const operations = [
    ...USER_OPERATIONS,
    operationOf('POST', '/notes', text('text')),
    operationOf('GET', '/events'),
    { ...operationOf('PATCH', '/events/{id}', text('title')), declaredAccess: 'privileged' as const },
    { ...operationOf('PATCH', '/notes/{id}', text('text')), declaredAccess: 'privileged' as const },
  ].map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/notes', {}, probing.identities.userA)
    await probeFunctionAccess(probing)
  }
  await probeAt(server, probe, ['functionAccess'], { operations, registers: true })
  expect(new Set(changed)).toEqual(new Set(['/notes/1']))
})
