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
  [
    'by a state that a field takes',
    [
      operationOf('POST', '/bookings/{id}/transition', {
        type: 'object',
        properties: { to: { type: 'string', enum: ['confirmed', 'cancelled'] } },
      }),
    ],
    true,
    'no operation deletes it; it was called off',
  ],
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
    const id = path === '/bookings/cancel' ? String(body.bookingId) : (/^\/bookings\/(\w+)\/(?:cancel|transition)$/.exec(path)?.[1] ?? '')
    if (bookings.get(id) !== user || (path.endsWith('/transition') && body.to !== 'cancelled')) return [404, {}]
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

it('what was brought on before it was called off may keep what it took, and the residue says so', async () => {
  const server = userServer(({ path }, user) =>
    user === null ? [401, {}] : path === '/bookings' ? [201, { id: 'b1' }] : [303, '', { location: '/bookings' }],
  )
  const operations = [
    ...USER_OPERATIONS,
    operationOf('POST', '/bookings', text('note')),
    operationOf('POST', '/bookings/{id}/confirm'),
    operationOf('POST', '/bookings/{id}/cancel'),
  ].map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  let told = ''
  const probe = async (probing: Probing): Promise<void> => {
    const { userA } = probing.identities
    await probing.create('/bookings', {}, userA)
    await probing.send(userA, { method: 'POST', path: '/bookings/b1/confirm' })
    told = (await cleanUp(probing))[0]?.because ?? ''
  }
  await probeAt(server, probe, [], { operations, registers: true })
  expect(told).toBe(
    'no operation deletes it; it was called off after confirm was taken for it, so what it took may not have been given back',
  )
})

it('an owner goes once what depends on it is gone', async () => {
  const gone: string[] = []
  const server = userServer(({ method, path }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST') return [201, { id: path === '/shelves' ? 's1' : 'k1' }]
    if (path === '/shelves/s1' && !gone.includes('/books/k1')) return [409, { error: 'there are books on it' }]
    gone.push(path)
    return [204, '']
  })
  const operations = ['/shelves', '/books'].flatMap((path) => [
    operationOf('POST', path, text('note')),
    operationOf('DELETE', `${path}/{id}`),
  ])
  const probe = async (probing: Probing): Promise<void> => {
    const { userA } = probing.identities
    await probing.create('/books', {}, userA)
    await probing.create('/shelves', {}, userA)
    await cleanUp(probing)
  }
  const all = [...USER_OPERATIONS, ...operations].map((each) => ({ ...each, origins: [...each.origins], gaps: new Set<string>() }))
  await probeAt(server, probe, [], { operations: all, registers: true })
  expect(gone).toEqual(['/books/k1', '/shelves/s1'])
})
