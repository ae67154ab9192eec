import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeMetErrors } from '../../../src/gather/service/probes/errors-and-logs.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { type Asked, jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

type Answer = readonly [number, unknown]

it.each<readonly [string, (slug: string) => Answer, string]>([
  ["the database's words", (slug) => [400, { free: false, problem: `near "${slug.at(-1)}": syntax error` }], 'fail'],
  [
    'what was sent',
    (slug) => [400, { free: false, problem: `no slug of ours: near "${slug}": syntax error`.replace('near', 'at') }],
    'not-verified',
  ],
])('a refusal that tells %s', async (_name, refuse, outcome) => {
  const slug = { name: 'slug', in: 'query' as const, isRequired: true, schema: { type: 'string' as const } }
  const server = jsonServer(({ query }: Asked): Answer => {
    const value = query.get('slug') ?? ''
    return (value.split("'").length - 1) % 2 === 1 ? refuse(value) : [200, { free: true }]
  })
  const facts = await probeAt(
    server,
    async (probing) => {
      await probeSqlInjection(probing, await injectionPoints(probing))
      probeMetErrors(probing)
    },
    ['errorCorpus'],
    { operations: [{ ...operationOf('GET', '/available'), parameters: [slug] }], startedByUs: true },
  )
  const answer = liveOutcome('error.no-leakage', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
})
