import { DatabaseSync } from 'node:sqlite'
import type { RouteFact, TaintedPath } from '@assay/flow'
import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

/** Counts who has seen a notice, and answers the same whatever becomes of it. */
function counting(isWeak: boolean) {
  const database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE notices (id INTEGER PRIMARY KEY, seen INTEGER)')
  database.exec('INSERT INTO notices VALUES (1, 0), (2, 0)')
  return {
    seen: () => database.prepare('SELECT SUM(seen) AS sum FROM notices WHERE id = 2').get()?.sum,
    server: jsonServer(({ body }) => {
      try {
        if (isWeak) database.exec(`UPDATE notices SET seen = seen + 1 WHERE id = ${String(body.notice)}`)
        else database.prepare('UPDATE notices SET seen = seen + 1 WHERE id = ?').run(String(body.notice))
      } catch {
        // told to nobody
      }
      return [200, { ok: true }]
    }),
  }
}

it.each<readonly [string, boolean, string, string]>([
  ['is a part of it', true, 'fail', 'confirmed: POST /seen, body notice'],
  ['is bound', false, 'pass', ''],
])(
  'a value %s, in a statement that tells nothing',
  async (_name, isWeak, outcome, told) => {
    const { server, seen } = counting(isWeak)
    const place = { file: 'views.py', line: 1, endLine: 1, symbol: 'seen', snippet: '' }
    const route = { method: 'POST', path: '/seen', place, guards: [] } as unknown as RouteFact
    const path = { kind: 'sql-injection', route: 0, parameter: { name: 'notice' } } as unknown as TaintedPath
    const facts = await probeAt(server, async (probing) => probeSqlInjection(probing, await injectionPoints(probing)), ['sqlInjection'], {
      operations: [operationOf('POST', '/seen', text('notice'))],
      routes: [route],
      paths: [path],
      startedByUs: true,
    })
    const answer = liveOutcome('input.sql-injection', facts)
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(answer.text).toContain(told)
    // No row that nobody named is changed.
    expect(seen()).toBe(0)
  },
  60_000,
)
