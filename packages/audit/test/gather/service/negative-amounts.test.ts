import { expect, it } from 'vitest'
import { probeNegativeAmounts } from '../../../src/gather/service/probes/negative-amounts.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

/** Teams with credit, which moves from one to another by what a sum is taken for. */
function credits(isSum: (amount: number) => boolean): Handle {
  const all = new Map<string, number>()
  return refusing(({ method, path, body }): Answer => {
    if (path === '/teams' && method === 'POST') {
      all.set(`t${all.size + 1}`, 5)
      return [201, { data: { id: `t${all.size}`, credit_cents: 5 } }]
    }
    const id = path.split('/')[2] ?? ''
    const held = all.get(id)
    if (held === undefined) return [404, {}]
    if (method === 'GET') return [200, { data: { id, credit_cents: held } }]
    const [to, amount] = [String(body.to), Number(body.amount_cents)]
    const received = all.get(to)
    if (received === undefined) return [404, {}]
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

it.each<readonly [string, (amount: number) => boolean, string]>([
  ['any whole number', Number.isSafeInteger, 'fail'],
  ['more than nothing', (amount) => amount > 0, 'pass'],
])('a transfer takes %s', async (_name, isSum, outcome) => {
  const seen = await decided('input.schema-validation', probeNegativeAmounts, ['schemaValidation'], OPERATIONS, credits(isSum))
  expect(seen.outcome, seen.text).toBe(outcome)
  if (outcome === 'fail') expect(seen.text).toContain('confirmed: POST /teams/{team}/credit/transfer took amount_cents: -7')
})
