import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { probeBoughtAtOnce } from '../../../src/gather/service/probes/bought-at-once.ts'
import { probeClaims } from '../../../src/gather/service/probes/claim-races.ts'
import { probeMassAssignment } from '../../../src/gather/service/probes/mass-assignment.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { probeOwnBalances } from '../../../src/gather/service/probes/own-balance-races.ts'
import { probeOwnProposals } from '../../../src/gather/service/probes/own-proposals.ts'
import { probePaidTwice } from '../../../src/gather/service/probes/paid-twice.ts'
import { probeSchemaValidation } from '../../../src/gather/service/probes/schema-validation.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

interface Ways {
  /** Bids have no lower bound. */
  readonly takesAnyBid?: true
  /** Anybody changes a bid that is open. */
  readonly changesAnyBid?: true
  /** What is asked first is changed after a wait. */
  readonly waits?: true
  /** The buyer names the price. */
  readonly takesPrice?: true
  /** A letter of anybody is quoted. */
  readonly quotesAny?: true
  /** Who made a bid takes it: so many of them. */
  readonly takesOwnBids?: number
  /** What who takes the own bid gets otherwise. */
  readonly atOwnBid?: number
  /** Any state follows any, and pays. */
  readonly paysAgain?: true
  /** The answer to a purchase does not say which it is. */
  readonly tellsNoOrder?: true
  /** The order is looked up without the shop. */
  readonly forgetsShop?: true
}

/** A market: nobody bids for the own lot or buys it, and what is sold is sold. */
function market(ways: Ways): Handle {
  const lots = new Map<number, { owner: string; isSold: boolean; text: string }>()
  const bids = new Map<number, { id: number; lot: number; buyer: string; amount: unknown; turn: number; isOpen: boolean }>()
  const orders = new Map<number, { id: number; lot: number; buyer: string; seller: string; amount: unknown; note: string; state: string }>()
  const letters: { id: number; by: string; body: unknown }[] = []
  const held = new Map<string, number>()
  const redeemed = new Set<string>()
  let taken = 0
  const users: string[] = []
  const numberOf = (user: string): number => (users.includes(user) ? users.indexOf(user) : users.push(user) - 1) + 1
  const pause = (): Promise<void> => (ways.waits === true ? sleep(20) : Promise.resolve())
  return refusing(async ({ method, path, body }, user) => {
    const mine = numberOf(user)
    const [, first, second, third, fourth] = path.split('/')
    if (path === '/lots' && method === 'POST') {
      if (typeof body.text !== 'string') return [422, { error: 'text' }]
      lots.set(lots.size + 1, { owner: user, isSold: false, text: String(body.text) })
      return [201, { id: lots.size, text: body.text }]
    }
    if (path === '/lots') return [200, [...lots].flatMap(([id, lot]) => (lot.owner === user ? [{ id, text: lot.text }] : []))]
    const lot = lots.get(Number(first === 'lots' ? second : (body.lot_id ?? 0)))
    if (first === 'lots' && third === 'bids') {
      if (method === 'GET') return [200, [...bids.values()].filter((bid) => bid.lot === Number(second))]
      if (lot === undefined || lot.isSold) return [404, { error: 'no such lot' }]
      if (lot.owner === user) return [409, { error: 'your own lot' }]
      if (typeof body.amount !== 'number' || (ways.takesAnyBid !== true && body.amount <= 0)) return [422, { error: 'amount' }]
      const bid = { id: bids.size + 1, lot: Number(second), buyer: user, amount: body.amount, turn: 0, isOpen: true }
      bids.set(bid.id, bid)
      return [201, bid]
    }
    if (first === 'bids') {
      const bid = bids.get(Number(second))
      if (bid === undefined) return [404, { error: 'no such bid' }]
      if (ways.changesAnyBid !== true && bid.buyer !== user && lots.get(bid.lot)?.owner !== user) return [403, { error: 'not your bid' }]
      if (!bid.isOpen) return [409, { error: 'closed' }]
      const isOwn = third === 'accept' && bid.buyer === user
      if (isOwn) taken += 1
      const isTaker = lots.get(bid.lot)?.owner === user || (isOwn && taken <= (ways.takesOwnBids ?? 0))
      if (third === 'accept' && !isTaker) return [isOwn ? (ways.atOwnBid ?? 403) : 403, { error: 'not yours to accept' }]
      if (third !== 'counter') bid.isOpen = false
      bid.turn += 1
      return [200, bid]
    }
    if (path === '/orders' && method === 'POST') {
      if (lot === undefined || lot.isSold) return [409, { error: 'not for sale' }]
      if (lot.owner === user) return [409, { error: 'your own lot' }]
      await pause()
      lot.isSold = true
      const amount = ways.takesPrice === true ? (body.amount ?? 90) : 90
      const order = {
        id: orders.size + 1,
        lot: Number(body.lot_id),
        buyer: user,
        seller: lot.owner,
        amount,
        note: String(body.note),
        state: 'paid',
      }
      orders.set(order.id, order)
      return [201, ways.tellsNoOrder === true ? { ok: true } : order]
    }
    if (first === 'orders') {
      const order = orders.get(Number(second))
      if (order === undefined || order.buyer !== user) return [404, { error: 'no such order' }]
      if (third !== 'transition') return [200, order]
      if (ways.paysAgain !== true && order.state === body.to) return [409, { error: 'it is so already' }]
      order.state = String(body.to)
      if (body.to === 'completed') held.set(order.seller, (held.get(order.seller) ?? 500) + 90)
      return [200, order]
    }
    if (path === '/me/shop') return [200, { id: 40 + mine, name: 'Shop' }]
    if (first === 'shops') {
      if (Number(second) !== 40 + mine) return [403, { error: 'not your shop' }]
      const order = third === 'orders' ? orders.get(Number(fourth)) : undefined
      if (order === undefined) return [404, { error: 'no such order' }]
      return ways.forgetsShop === true || [order.seller, order.buyer].includes(user) ? [200, order] : [404, { error: 'no such order' }]
    }
    if (path === '/letters' && method === 'POST') {
      if (typeof body.body !== 'string') return [422, { error: 'body' }]
      const letter = { id: letters.length + 1, by: user, body: body.body }
      letters.push(letter)
      const quoted = letters.find(({ id, by }) => id === body.reply_to && (ways.quotesAny === true || by === user))
      return [201, { ...letter, quoted: quoted?.body ?? null }]
    }
    if (path === '/letters') return [200, letters.filter(({ by }) => by === user)]
    if (path === '/wallet') return [200, { balance: held.get(user) ?? 500 }]
    if (path === '/wallet/withdrawals') {
      const balance = held.get(user) ?? 500
      if (typeof body.amount !== 'number' || body.amount <= 0 || body.amount > balance) return [409, { error: 'the balance is too low' }]
      await pause()
      held.set(user, balance - body.amount)
      return [201, { balance: held.get(user) }]
    }
    if (path === '/notifications') return [200, [{ id: 1, text: `Your voucher: WELC-4f${mine}0c` }]]
    if (path === '/vouchers') {
      if (body.code !== `WELC-4f${mine}0c`) return [404, { error: 'no such voucher' }]
      if (redeemed.has(user)) return [409, { error: 'used' }]
      await pause()
      redeemed.add(user)
      held.set(user, (held.get(user) ?? 500) + 25)
      return [200, { balance: held.get(user) }]
    }
    return [404, { error: 'nothing here' }]
  })
}

const numbers = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'integer' }])),
})
const OPERATIONS = [
  operationOf('GET', '/lots'),
  operationOf('POST', '/lots', text('text')),
  operationOf('GET', '/lots/{lot_id}/bids'),
  operationOf('POST', '/lots/{lot_id}/bids', numbers('amount')),
  operationOf('POST', '/bids/{bid_id}/close'),
  operationOf('POST', '/bids/{bid_id}/accept'),
  operationOf('POST', '/bids/{bid_id}/counter', numbers('amount')),
  operationOf('POST', '/orders', { type: 'object', properties: { lot_id: { type: 'integer' }, note: { type: 'string' } } }),
  operationOf('GET', '/orders/{order_id}'),
  operationOf('POST', '/orders/{order_id}/transition', {
    type: 'object',
    properties: { to: { type: 'string', enum: ['shipped', 'completed'] } },
  }),
  operationOf('GET', '/me/shop'),
  operationOf('GET', '/shops/{shop_id}/orders/{order_id}'),
  operationOf('GET', '/letters'),
  operationOf('POST', '/letters', { type: 'object', properties: { body: { type: 'string' }, reply_to: { type: 'integer' } } }),
  operationOf('GET', '/wallet'),
  operationOf('POST', '/wallet/withdrawals', numbers('amount')),
  operationOf('GET', '/notifications'),
  operationOf('POST', '/vouchers', text('code')),
]

/** Every operation is asked once before, as other probes do. */
const afterAll =
  (probe: (probing: Probing) => Promise<void>) =>
  async (probing: Probing): Promise<void> => {
    for (const operation of probing.operations) await probing.acceptedBy(operation)
    await probe(probing)
  }

const CASES: readonly (readonly [string, string, (probing: Probing) => Promise<void>, ProbeName, Ways, string])[] = [
  [
    'a bid of less than nothing',
    'input.schema-validation',
    probeSchemaValidation,
    'schemaValidation',
    { takesAnyBid: true },
    'amount: negative',
  ],
  [
    'a bid that anybody changes',
    'authz.object-level',
    probeObjectAccess,
    'objectAccess',
    { changesAnyBid: true },
    'POST /bids/{bid_id}/counter',
  ],
  [
    'a price that the buyer names',
    'authz.mass-assignment',
    probeMassAssignment,
    'massAssignment',
    { takesPrice: true },
    'POST /orders: the object took amount',
  ],
  ['one lot for many', 'auth.race-conditions', probeBoughtAtOnce, 'raceConditions', { waits: true }, 'POST /orders'],
  [
    'all that one holds, many times',
    'auth.race-conditions',
    probeOwnBalances,
    'raceConditions',
    { waits: true },
    'POST /wallet/withdrawals',
  ],
  ['a voucher that only its user is told', 'auth.race-conditions', probeClaims, 'raceConditions', { waits: true }, 'POST /vouchers'],
  ['an end that pays twice', 'auth.race-conditions', probePaidTwice, 'raceConditions', { paysAgain: true }, 'moved by 90 each time'],
  [
    'the own bid',
    'authz.function-level',
    probeOwnProposals,
    'functionAccess',
    { takesOwnBids: 9 },
    'POST /bids/{bid_id}/accept: who made it took',
  ],
  ['a letter that is quoted', 'authz.object-level', probeObjectAccess, 'objectAccess', { quotesAny: true }, 'POST /letters'],
  [
    'an order below a shop of one',
    'authz.object-level',
    probeObjectAccess,
    'objectAccess',
    { forgetsShop: true },
    'GET /shops/{shop_id}/orders/{order_id}',
  ],
]

it.each(CASES)('%s', async (_name, control, probe, fact, ways, told) => {
  const seen = await decided(control, afterAll(probe), [fact], OPERATIONS, market(ways))
  expect(seen.outcome, seen.text).toBe('fail')
  expect(seen.text).toContain(told)
  const healthy = await decided(control, afterAll(probe), [fact], OPERATIONS, market({}))
  expect(healthy.outcome, healthy.text).not.toBe('fail')
})

it.each<readonly [string, Ways, string]>([
  ['is forbidden', {}, 'pass'],
  ['is refused, whatever for', { atOwnBid: 409 }, 'not-verified'],
  ['is taken, and no second one', { takesOwnBids: 1 }, 'not-verified'],
])('the own bid %s', async (_name, ways, outcome) => {
  const seen = await decided('authz.function-level', afterAll(probeOwnProposals), ['functionAccess'], OPERATIONS, market(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it('makes no pass of many purchases at once that do not say what they bought', async () => {
  const ways = { waits: true, tellsNoOrder: true } as const
  const seen = await decided('auth.race-conditions', afterAll(probeBoughtAtOnce), ['raceConditions'], OPERATIONS, market(ways))
  expect(seen.outcome, seen.text).toBe('partial')
  expect(seen.text).toContain('said nothing, e.g. POST /orders: 8 of 8')
})

it('sends what goes to somewhere to another thing of its own', async () => {
  const sent: unknown[] = []
  const purses = [
    operationOf('POST', '/purses', text('label')),
    operationOf('POST', '/purses/{purse_id}/transfer', numbers('target', 'cents')),
  ]
  let made = 6
  const ask = async (probing: Probing): Promise<void> => {
    const transfer = probing.operations.find(({ path }) => path.endsWith('/transfer'))
    if (transfer !== undefined) await probing.acceptedBy(transfer)
  }
  await decided(
    'auth.race-conditions',
    ask,
    ['raceConditions'],
    purses,
    refusing(({ path, body }) => {
      if (path === '/purses') {
        made += 1
        return [201, { id: made, label: body.label }]
      }
      sent.push(body.target)
      return [200, { ok: true }]
    }),
  )
  expect(sent).toEqual([8])
})

it.each<readonly [string, boolean, string]>([
  ['is brought to the state in which it is taken', true, 'tested'],
  ['is left alone where no state is the right one', false, 'refused'],
])('what is refused for its state %s', async (_name, isEverTaken, expected) => {
  let state = 'paid'
  let seen = 'refused'
  const operations = [
    operationOf('POST', '/orders', text('note')),
    operationOf('POST', '/orders/{order_id}/transition', {
      type: 'object',
      properties: { to: { type: 'string', enum: ['shipped', 'completed', 'cancelled'] } },
    }),
    operationOf('POST', '/orders/{order_id}/review', text('body')),
  ]
  const states: string[] = []
  const review = async (probing: Probing): Promise<void> => {
    const operation = probing.operations.find(({ path }) => path.endsWith('/review'))
    if (operation !== undefined && (await probing.acceptedBy(operation)) !== null) seen = 'tested'
  }
  await decided(
    'auth.race-conditions',
    review,
    ['raceConditions'],
    operations,
    refusing(({ path, body }) => {
      if (path === '/orders') return [201, { id: 3, note: body.note }]
      if (path.endsWith('/transition')) states.push(String(body.to))
      if (path.endsWith('/transition')) state = String(body.to)
      if (path.endsWith('/transition')) return [200, { id: 3, state }]
      return isEverTaken && state === 'completed' ? [201, { id: 1 }] : [409, { error: 'the order is not complete' }]
    }),
  )
  expect(seen).toBe(expected)
  expect(states).not.toContain('cancelled')
})
