import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

type Asks = 'nobody' | 'any user' | 'its owner'

interface Ticket {
  readonly order: number
  readonly owner: string
  readonly code: string
  isUsed: boolean
  likes: number
}

/** Each order brings a ticket, which its code names; the first time that it is checked in is the last. */
function service(asks: Asks) {
  const tickets: Ticket[] = []
  return userServer(({ method, path }, user) => {
    const [, collection, id, below] = path.split('/')
    if (collection === 'orders') {
      if (user === null) return [401, {}]
      if (method === 'POST') {
        const order = tickets.length + 1
        tickets.push({ order, owner: user, code: `code-of-${order}`, isUsed: false, likes: 0 })
        return [201, { id: order }]
      }
      const own = tickets.filter(({ order, owner }) => String(order) === id && owner === user)
      if (own.length === 0) return [404, {}]
      return [200, below === 'tickets' ? own.map(({ code, isUsed, likes }) => ({ code, isUsed, likes })) : { id: own[0]?.order }]
    }
    const ticket = tickets.find(({ code }) => code === id)
    if (below === 'like' && ticket !== undefined) {
      ticket.likes += 1
      return [200, { ok: true }]
    }
    if (below !== 'check-in') return [404, {}]
    if (user === null && asks !== 'nobody') return [401, {}]
    if (ticket === undefined || (asks === 'its owner' && ticket.owner !== user)) return [404, {}]
    ticket.isUsed = true
    return [200, { ok: true }]
  })
}

it.each<readonly [Asks, string, string]>([
  ['nobody', 'fail', 'fail'],
  ['any user', 'pass', 'fail'],
  ['its owner', 'pass', 'pass'],
])('an act that asks for %s', async (asks, anonymous, foreign) => {
  const operations: readonly Operation[] = [
    ...USER_OPERATIONS,
    operationOf('POST', '/orders', text('note')),
    { ...operationOf('GET', '/orders/{id}'), declaredAccess: 'authenticated' },
    { ...operationOf('GET', '/orders/{id}/tickets'), declaredAccess: 'authenticated' },
    operationOf('POST', '/tickets/{code}/check-in'),
    operationOf('POST', '/tickets/{code}/like'),
  ]
  const own = operations.map((operation) => ({ ...operation, origins: [...operation.origins], gaps: new Set<string>() }))
  const strangers = await probeAt(service(asks), probeAnonymousAccess, ['anonymousAccess'], { operations: own, registers: true })
  const seen = liveOutcome('auth.required-by-default', strangers)
  expect(seen.outcome, seen.text).toBe(anonymous)
  if (anonymous === 'fail')
    expect(seen.text).toBe('confirmed: POST /tickets/{code}/check-in answers anybody (200) and changes what a user made')
  const again = own.map((operation) => ({ ...operation, gaps: new Set<string>() })).filter(({ path }) => !path.endsWith('/like'))
  const others = await probeAt(service(asks), probeObjectAccess, ['objectAccess'], { operations: again, registers: true })
  const told = liveOutcome('authz.object-level', others)
  expect(told.outcome, told.text).toBe(foreign)
})
