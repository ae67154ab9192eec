import { expect, it } from 'vitest'
import { cleanUp } from '../../../src/gather/service/clean-up.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { Reply } from '../../../src/gather/service/reply.ts'
import type { Session } from '../../../src/gather/service/session.ts'
import { UnkeptCreations } from '../../../src/gather/service/unkept-creations.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { type Answer, text } from './users-at.ts'

const OPERATIONS = [
  ...USER_OPERATIONS,
  operationOf('POST', '/bookings', text('note')),
  operationOf('GET', '/bookings/{id}'),
  operationOf('POST', '/bookings/{id}/cancel'),
  operationOf('DELETE', '/bookings/{id}'),
]

it('looks into a body of megabytes no further than into others', () => {
  const session = { made: 'registered' } as Session
  const body = `{"note":"${'x'.repeat(24 * 1_048_576)}"}`
  const reply = { status: 201, headers: [], body: '{"id":"b1"}' } as unknown as Reply
  expect(() => new UnkeptCreations().note(session, { method: 'POST', path: '/bookings', body }, reply)).not.toThrow()
})

const asJson = (id: string): Answer => [201, { id, status: 'open' }]
const asForm = (id: string): Answer => [303, '', { location: `/bookings/${id}` }]

type Body = Readonly<Record<string, unknown>>

it.each<readonly [string, (id: string) => Answer, Body, boolean, number]>([
  ['told by its id', asJson, { note: 'x' }, true, 10],
  ['told by where the browser is sent', asForm, { note: 'x' }, true, 10],
  ['that the body named itself, as it may have been there before', asJson, { id: 'b1', note: 'x' }, true, 9],
  ['where the ledger never saw anything made', asJson, { note: 'x' }, false, 8],
])('what a probe sent made a booking %s', async (_name, answer, body, isMadeBefore, seats) => {
  let free = 10
  const bookings = new Map<string, string>()
  const server = userServer(({ method, path }, user) => {
    if (user === null) return [401, {}]
    const [, , id = '', act] = path.split('/')
    if (method === 'POST' && path === '/bookings') {
      const made = `b${bookings.size + 1}`
      bookings.set(made, user)
      free -= 1
      return answer(made)
    }
    if (bookings.get(id) !== user) return [404, {}]
    if (method === 'GET') return [200, { id }]
    if (act === 'cancel') free += 1
    if (method === 'DELETE') bookings.set(id, '')
    return act === 'cancel' ? [200, { id, status: 'cancelled' }] : [204, '']
  })
  const send = (probing: Probing, session: Session | null, sent: Body): Promise<unknown> =>
    probing.send(session, {
      method: 'POST',
      path: '/bookings',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    })
  const probe = async (probing: Probing): Promise<void> => {
    const { userA, unkept } = probing.identities
    await send(probing, userA, { note: 'first' })
    if (isMadeBefore) probing.state.rememberId('/bookings', 'b1', userA, '')
    await send(probing, userA, body)
    unkept.enter(probing.state, probing.operations)
    await cleanUp(probing)
  }
  const operations = OPERATIONS.map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  await probeAt(server, probe, [], { operations, registers: true })
  expect(free).toBe(seats)
})

it('an act that answers about its object made nothing', async () => {
  const server = userServer(({ path }) => (path === '/bookings' ? [201, { id: 'b1' }] : [200, { id: 'b1', status: 'cancelled' }]))
  const made: string[] = []
  const probe = async (probing: Probing): Promise<void> => {
    await probing.create('/bookings', {}, probing.identities.userA)
    const cancels = probing.operations.find(({ path }) => path.endsWith('/cancel'))
    if (cancels !== undefined) await probing.acceptedBy(cancels)
    made.push(...probing.state.created.map(({ collection, id }) => `${collection}/${id}`))
  }
  const operations = OPERATIONS.map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  await probeAt(server, probe, [], { operations, registers: true })
  expect(made).toEqual(['/bookings/b1'])
})
