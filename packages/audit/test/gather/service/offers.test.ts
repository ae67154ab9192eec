import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { Schema } from '../../../src/model/facts/service.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

const EVENT: Schema = {
  type: 'object',
  properties: { title: { type: 'string' }, seats: { type: 'integer', maximum: 50 } },
  required: ['title', 'seats'],
}
const ORDER: Schema = { type: 'object', properties: { eventId: { type: 'string' } }, required: ['eventId'] }

const BY_BODY = operationOf('POST', '/orders', ORDER)
const BY_PATH = operationOf('POST', '/events/{id}/book')

/** Seats of the event that was there before, and of the one that the administrator made. */
interface Seats {
  readonly seeded: number
  readonly made: number | undefined
}

it.each<readonly [string, Operation, { readonly hasAdmin: boolean; readonly isDraft: boolean; readonly mayMake: boolean }, Seats]>([
  ['by a field', BY_BODY, { hasAdmin: true, isDraft: false, mayMake: true }, { seeded: 10, made: 49 }],
  ['by its path', BY_PATH, { hasAdmin: true, isDraft: false, mayMake: true }, { seeded: 10, made: 49 }],
  ['once the administrator published it', BY_BODY, { hasAdmin: true, isDraft: true, mayMake: true }, { seeded: 10, made: 49 }],
  [
    'of the service where nobody is an administrator',
    BY_BODY,
    { hasAdmin: false, isDraft: false, mayMake: true },
    { seeded: 9, made: undefined },
  ],
  [
    'of the service where the administrator may make none',
    BY_PATH,
    { hasAdmin: true, isDraft: false, mayMake: false },
    { seeded: 9, made: undefined },
  ],
])('a user takes a seat of what our administrator offers, %s', async (_name, operation, { hasAdmin, isDraft, mayMake }, seats) => {
  const events = new Map([['old', { seats: 10, isShown: true }]])
  let boss = ''
  const server = userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    const [, , id = '', act] = path.split('/')
    if (path === '/events' && method === 'POST') {
      if (user !== boss || !mayMake) return [403, {}]
      events.set('new', { seats: Number(body.seats), isShown: !isDraft })
      return [201, { id: 'new' }]
    }
    if (path === '/events') return [200, [...events].filter(([, { isShown }]) => isShown).map(([key]) => ({ id: key }))]
    const event = events.get(path === '/orders' ? String(body.eventId) : id)
    if (event === undefined || (user !== boss && !event.isShown)) return [404, {}]
    if (method === 'GET') return [200, { id }]
    if (act === 'publish') event.isShown = user === boss
    else event.seats -= 1
    return path === '/orders' ? [201, { id: 'o1' }] : [200, {}]
  })
  const probe = async (probing: Probing): Promise<void> => {
    const { identities } = probing
    const admin = hasAdmin ? await identities.registerUser('boss', {}, 'admin') : null
    if (admin !== null) identities.sessions.push(admin)
    boss = admin?.credentials?.email ?? ''
    const taking = probing.operations.find(({ key }) => key === operation.key)
    if (taking !== undefined) await probing.acceptedBy(taking)
  }
  const operations = [
    ...USER_OPERATIONS,
    operationOf('GET', '/events'),
    operationOf('POST', '/events', EVENT),
    operationOf('GET', '/events/{id}'),
    operationOf('POST', '/events/{id}/publish'),
    operation,
  ].map((each) => ({ ...each, origins: [...each.origins], gaps: new Set<string>() }))
  await probeAt(server, probe, [], { operations, registers: true })
  expect({ seeded: events.get('old')?.seats, made: events.get('new')?.seats }).toEqual(seats)
})

it.each([
  ['that nobody removes stays one that was there before', [], 'old'],
  ['that goes again is our own', [operationOf('DELETE', '/labels/{id}')], 'new'],
])('a category %s', async (_name, more, expected) => {
  let boss = ''
  const named: unknown[] = []
  const server = userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    if (path === '/notes') {
      named.push(body.labelId)
      return [201, { id: 'n1' }]
    }
    if (method === 'POST') return user === boss ? [201, { id: 'new' }] : [403, {}]
    return [200, path === '/labels' ? [{ id: 'old' }] : { id: 'new' }]
  })
  const probe = async (probing: Probing): Promise<void> => {
    const admin = await probing.identities.registerUser('boss', {}, 'admin')
    if (admin !== null) probing.identities.sessions.push(admin)
    boss = admin?.credentials?.email ?? ''
    await probing.create('/notes', {}, probing.identities.userA)
  }
  const operations = [
    ...USER_OPERATIONS,
    operationOf('GET', '/labels'),
    operationOf('POST', '/labels', { type: 'object', properties: { label: { type: 'string' } }, required: ['label'] }),
    operationOf('POST', '/notes', { type: 'object', properties: { labelId: { type: 'string' } }, required: ['labelId'] }),
    ...more,
  ].map((each) => ({ ...each, origins: [...each.origins], gaps: new Set<string>() }))
  await probeAt(server, probe, [], { operations, registers: true })
  expect(named).toEqual([expected])
})
