import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeRegularExpressions } from '../../../src/gather/service/probes/regular-expressions.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

const writes = ['candidate', 'description', 'tipText', 'username'].map((name) => operationOf('POST', `/${name}`, text(name)))
const reads = ['/names', '/filters', '/texts', '/codes', '/tags'].map((path) => ({
  ...operationOf('GET', path),
  parameters: ['filter', 'query', 'text', 'user', 'tag'].map((name) => ({ name, in: 'query' as const, isRequired: false, schema: {} })),
}))

it.each<readonly [string, RegExp, string]>([
  ['splits a number in many ways', /^(\+?\d+[ -]?)+$/, 'fail'],
  ['reads it once', /^\+?[0-9 -]{6,20}$/, 'pass'],
])(
  'among many values, the one that a pattern judges: the pattern %s',
  async (_name, pattern, outcome) => {
    const server = jsonServer(({ path, body }) =>
      path !== '/profile' || pattern.test(String(body.phone)) ? [200, { ok: true }] : [400, { error: 'phone' }],
    )
    const facts = await probeAt(server, async (probing) => probeRegularExpressions(probing, await injectionPoints(probing)), ['redos'], {
      operations: [...reads, ...writes, operationOf('PATCH', '/profile', text('name', 'phone'))],
      startedByUs: true,
    })
    const answer = liveOutcome('input.redos', facts)
    expect(answer.outcome, answer.text).toBe(outcome)
  },
  60_000,
)
