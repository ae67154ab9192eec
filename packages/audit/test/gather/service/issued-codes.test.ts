import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Gate } from '../../../src/gather/service/gate.ts'
import { probeIssuedCodes } from '../../../src/gather/service/probes/issued-codes.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

interface Ways {
  /** Who has redeemed a code is written down after a wait. */
  readonly waits?: boolean
  /** A condition in place of the code is followed. */
  readonly followsOperators?: boolean
  /** What an object in place of the code gets, where it is no condition. */
  readonly objectGets?: number
}

const OPERATIONS = [
  operationOf('POST', '/admin/vouchers', text('code')),
  operationOf('POST', '/teams', text('title')),
  operationOf('POST', '/teams/{team}/redeem', text('code')),
]

/** Vouchers of an administrator, which each team may redeem once. */
function vouchers({ waits = false, followsOperators = false, objectGets = 404 }: Ways): ReturnType<typeof userServer> {
  const codes = new Set<string>()
  const redeemed = new Set<string>()
  const credit = new Map<string, number>()
  return userServer(async ({ method, path, headers, body }, user) => {
    if (path === '/admin/vouchers') {
      if (headers['x-staff'] !== 'yes') return [403, {}]
      codes.add(String(body.code))
      return [201, { code: body.code }]
    }
    if (user === null || method !== 'POST') return [401, {}]
    if (path === '/teams') {
      credit.set(`t${credit.size + 1}`, 0)
      return [201, { id: `t${credit.size}` }]
    }
    const team = path.split('/')[2] ?? ''
    const asked = body.code
    const isOperator = typeof asked === 'object' && asked !== null
    const code = isOperator && followsOperators ? String((asked as { $eq?: string }).$eq) : asked
    if (isOperator && typeof code !== 'string') return [objectGets, {}]
    if (typeof code !== 'string' || !codes.has(code)) return [404, {}]
    if (redeemed.has(`${team} ${code}`)) return [409, {}]
    if (waits) await sleep(1)
    redeemed.add(`${team} ${code}`)
    credit.set(team, (credit.get(team) ?? 0) + 50)
    return [200, { data: { credit: credit.get(team) } }]
  })
}

it.each<readonly [string, Ways, string, string]>([
  ['is marked a moment after it was looked at', { waits: true }, 'auth.race-conditions', 'fail'],
  ['is marked at once', {}, 'auth.race-conditions', 'pass'],
  ['is found by a condition', { followsOperators: true }, 'input.nosql-injection', 'fail'],
  ['is a text', {}, 'input.nosql-injection', 'pass'],
  ['may be any object', { objectGets: 200 }, 'input.nosql-injection', 'not-verified'],
  ['fails as an object', { objectGets: 500 }, 'input.nosql-injection', 'not-verified'],
  ['is asked for too often', { objectGets: 429 }, 'input.nosql-injection', 'not-verified'],
])('a code that %s', async (_name, ways, control, outcome) => {
  const operations = [...USER_OPERATIONS, ...OPERATIONS].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const facts = await probeAt(vouchers(ways), probeIssuedCodes, ['raceConditions', 'nosqlInjection'], {
    operations,
    registers: true,
    startedByUs: true,
    identities: [{ name: 'admin', role: 'admin', headers: { 'x-staff': 'yes' } }],
  })
  const seen = liveOutcome(control, facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})

it('gives the ends of bodies away when all that race are there', async () => {
  const gate = new Gate(3)
  const told: string[] = []
  const read = async (word: string): Promise<void> => {
    let seen = ''
    for await (const chunk of gate.hold(word)) {
      seen += String(chunk)
      told.push(seen)
    }
  }
  await Promise.all(['one', 'two', 'six'].map(read))
  expect(told.slice(0, 3).toSorted()).toEqual(['on', 'si', 'tw'])
  expect(told.slice(3).toSorted()).toEqual(['one', 'six', 'two'])
})
