import { expect, it } from 'vitest'
import { cleanUp } from '../../../src/gather/service/clean-up.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { Schema } from '../../../src/model/facts/service.ts'
import { operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

const TO: Schema = {
  type: 'object',
  properties: { to: { type: 'string', enum: ['shipped', 'delivered', 'completed', 'disputed', 'cancelled'] } },
  required: ['to'],
}
const MOVES = operationOf('POST', '/orders/{id}/transition', TO)
const CLOSES = operationOf('POST', '/orders/{id}/close')

/** States that an order may go to from another. */
const NEXT: Readonly<Record<string, readonly string[]>> = { paid: ['cancelled'], shipped: ['delivered'], delivered: ['completed'] }

it.each<readonly [string, readonly Operation[], string, 'removed' | 'left', string]>([
  ['is called off', [MOVES], 'paid', 'removed', 'cancelled'],
  ['is brought to its usual end', [MOVES], 'shipped', 'removed', 'completed'],
  ['is closed by its path', [CLOSES], 'shipped', 'removed', 'closed'],
  ['cannot end', [MOVES], 'disputed', 'left', 'disputed'],
  ['has no operation that ends it', [], 'paid', 'left', 'paid'],
])('a user who is kept for an order goes once it %s', async (_name, ways, state, outcome, ended) => {
  const ids = new Map<string, number>()
  const states = new Map([
    ['o1', state],
    ['o2', 'paid'],
  ])
  let buyer = ''
  const server = userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    const [, , id = '', act] = path.split('/')
    // The list of this service shows the orders of others too: they stay as they are.
    if (path === '/orders') return [200, [...states].map(([key]) => ({ id: key, buyer_id: key === 'o1' ? ids.get(buyer) : 99 }))]
    if (method === 'DELETE') {
      const isOpen = user === buyer && !['cancelled', 'completed', 'closed'].includes(states.get('o1') ?? '')
      return isOpen ? [409, { error: 'there are open orders' }] : [204, '']
    }
    const to = act === 'close' ? 'closed' : String(body.to)
    if (to !== 'closed' && NEXT[states.get(id) ?? '']?.includes(to) !== true) return [409, {}]
    states.set(id, to)
    return [200, { id, state: to }]
  })
  let told: readonly string[] = []
  const probe = async (probing: Probing): Promise<void> => {
    const { userA } = probing.identities
    buyer = userA?.credentials?.email ?? ''
    ids.set(buyer, Number(userA?.userId))
    told = (await cleanUp(probing)).filter(({ identity }) => identity === userA?.name).map((one) => one.outcome)
  }
  const operations = [...USER_OPERATIONS, operationOf('DELETE', '/account'), operationOf('GET', '/orders'), ...ways].map((each) => ({
    ...each,
    origins: [...each.origins],
    gaps: new Set<string>(),
  }))
  await probeAt(server, probe, [], { operations, registers: true })
  expect([told, states.get('o1'), states.get('o2')]).toEqual([[outcome], ended, 'paid'])
})
