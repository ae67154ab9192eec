import { expect, it } from 'vitest'
import { cleanUp } from '../../../src/gather/service/clean-up.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

const DELETES = operationOf('DELETE', '/bookings/{id}')

it.each<readonly [string, readonly Operation[], boolean, string]>([
  ['by its path', [operationOf('POST', '/bookings/{id}/cancel')], true, 'no operation deletes it; it was called off'],
  [
    'by a field that names it',
    [operationOf('POST', '/bookings/cancel', text('bookingId'))],
    true,
    'no operation deletes it; it was called off',
  ],
  ['by nothing', [operationOf('POST', '/bookings/{id}/confirm')], false, 'no operation deletes it'],
  ['by its path, before it is deleted', [operationOf('POST', '/bookings/{id}/cancel'), DELETES], true, ''],
])('what was made gives back what it took, called off %s', async (_name, acts, isBack, because) => {
  let seats = 5
  const bookings = new Map<string, string>()
  const server = userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST' && path === '/bookings') {
      const id = `b${bookings.size + 1}`
      bookings.set(id, user)
      seats -= 1
      return [201, { id }]
    }
    if (method === 'DELETE') return [bookings.delete(path.split('/')[2] ?? '') ? 204 : 404, '']
    const id = path === '/bookings/cancel' ? String(body.bookingId) : (/^\/bookings\/(\w+)\/cancel$/.exec(path)?.[1] ?? '')
    if (bookings.get(id) !== user) return [404, {}]
    bookings.delete(id)
    seats += 1
    return [303, '', { location: '/bookings' }]
  })
  const operations = [
    ...USER_OPERATIONS,
    operationOf('POST', '/bookings', text('note')),
    operationOf('GET', '/bookings/{id}'),
    ...acts,
  ].map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  let told: readonly string[] = []
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    expect(seats).toBe(4)
    told = (await cleanUp(probing)).map(({ because }) => because)
  }
  await probeAt(server, probe, [], { operations, registers: true })
  expect(seats).toBe(isBack ? 5 : 4)
  expect(told[0]).toBe(because)
})
