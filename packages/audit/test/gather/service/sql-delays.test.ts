import { DatabaseSync } from 'node:sqlite'
import type { RouteFact, TaintedPath } from '@assay/flow'
import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const ROUTE = { method: 'POST', path: '/opened', parameters: [], guards: [], effects: [] } as unknown as RouteFact
const PATH = { kind: 'sql-injection', route: 0, parameter: { name: 'ref' } } as unknown as TaintedPath

it.each([
  ['put together', true, 'fail'],
  ['bound', false, 'pass'],
])('a value that is %s, behind one answer for all', async (_name, isJoined, outcome) => {
  const database = new DatabaseSync(':memory:')
  database.exec("CREATE TABLE letters (id INTEGER, ref TEXT); INSERT INTO letters VALUES (1, 'a'), (2, 'b')")
  const server = jsonServer(({ body }) => {
    const ref = String(body.ref)
    try {
      if (isJoined) database.prepare(`SELECT id FROM letters WHERE ref = '${ref}'`).get()
      else database.prepare('SELECT id FROM letters WHERE ref = ?').get(ref)
    } catch {
      // Whoever asks is told nothing.
    }
    return [202, { ok: true }]
  })
  const operations = [operationOf('POST', '/opened', { type: 'object', properties: { ref: { type: 'string' } }, required: ['ref'] })]
  const options = { operations, routes: [ROUTE], paths: [PATH], startedByUs: true }
  const facts = await probeAt(
    server,
    async (probing) => probeSqlInjection(probing, await injectionPoints(probing)),
    ['sqlInjection'],
    options,
  )
  const seen = liveOutcome('input.sql-injection', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
