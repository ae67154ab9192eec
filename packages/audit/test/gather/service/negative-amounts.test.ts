import { expect, it } from 'vitest'
import { probeNegativeAmounts } from '../../../src/gather/service/probes/negative-amounts.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

/** Teams with credit, which moves from one to another by what a sum is taken for. */
function credits(isSum: (amount: number) => boolean, start = 5, wantsReason = false): Handle {
  const all = new Map<string, number>()
  return refusing(({ method, path, body }): Answer => {
    if (path === '/teams' && method === 'POST') {
      all.set(`t${all.size + 1}`, start)
      return [201, { data: { id: `t${all.size}`, credit_cents: start } }]
    }
    const id = path.split('/')[2] ?? ''
    const held = all.get(id)
    if (held === undefined) return [404, {}]
    if (method === 'GET') return [200, { data: { id, credit_cents: held } }]
    const [to, amount] = [String(body.to), Number(body.amount_cents)]
    const received = all.get(to)
    if (received === undefined) return [404, {}]
    if (wantsReason && body.reason === undefined) return [422, { error: 'the reason is missing', received: amount }]
    if (!isSum(amount)) return [422, {}]
    if (held < amount) return [409, {}]
    all.set(id, held - amount)
    all.set(to, received + amount)
    return [200, { data: { credit_cents: held - amount } }]
  })
}

const OPERATIONS = [
  operationOf('POST', '/teams', text('title')),
  operationOf('GET', '/teams/{team}'),
  operationOf('POST', '/teams/{team}/credit/transfer', {
    type: 'object',
    properties: { to: { type: 'string' }, amount_cents: { type: 'integer' } },
  }),
]

const isAny = Number.isSafeInteger
const isSome = (amount: number): boolean => amount > 0

it.each<readonly [string, Handle, string]>([
  ['any whole number', credits(isAny), 'fail'],
  ['more than nothing', credits(isSome), 'pass'],
  ['any whole number, where nothing is held', credits(isAny, 0), 'fail'],
  ['more than nothing, where nothing is held', credits(isSome, 0), 'pass'],
  ['no request without a reason', credits(isAny, 5, true), 'not-verified'],
  ['no request without a reason, where nothing is held', credits(isAny, 0, true), 'not-verified'],
])('a transfer takes %s', async (_name, handle, outcome) => {
  const seen = await decided('input.schema-validation', probeNegativeAmounts, ['schemaValidation'], OPERATIONS, handle)
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: POST /teams/{team}/credit/transfer took amount_cents: -7')
})
