import type { RouteFact } from '@assay/flow'
import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probePagination } from '../../../src/gather/service/probes/pagination.ts'
import { probeSchemaValidation } from '../../../src/gather/service/probes/schema-validation.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

const NAMED = { type: 'object', properties: { name: { type: 'string' } } }
const rows = (count: number): readonly object[] => Array.from({ length: count }, (_value, index) => ({ id: index + 1, name: `n${index}` }))
const READ_WHOLE = {
  method: 'GET',
  path: '/things',
  parameters: [],
  guards: [],
  effects: [{ kind: 'read-many', of: 'things', isBounded: false, byRequestId: false }],
  place: { file: 'app.js', line: 3, column: 1, text: '' },
} as unknown as RouteFact

describe('lists', () => {
  it.each<readonly [string, number, (limit: number) => unknown, boolean, string]>([
    ['sizes without effect, read whole by the source', 61, () => rows(61), true, 'fail'],
    ['sizes without effect, the source unknown: it may be cut off at a hundred', 61, () => rows(61), false, 'pass'],
    ['as many as a usual page', 50, () => rows(50), true, 'pass'],
    ['sizes that are honoured', 61, (limit) => rows(Number.isNaN(limit) ? 61 : Math.min(100, Math.max(1, limit))), true, 'pass'],
    ['sizes of any kind, read whole by the source', 61, (limit) => rows(limit > 0 ? Math.min(61, limit) : 61), true, 'fail'],
    ['an answer that names its next page', 61, () => ({ items: rows(61), next_cursor: 'abc' }), true, 'pass'],
    ['more than any page', 140, () => rows(140), false, 'fail'],
  ])('%s', async (_name, _count, answer, isRead, outcome) => {
    const operation: Operation = { ...operationOf('GET', '/things'), file: isRead ? 'app.js' : null, line: isRead ? 3 : null }
    const server = jsonServer(({ path, query }) =>
      path === '/things' ? [200, answer(Number.parseInt(query.get('limit') ?? '', 10))] : [404, {}],
    )
    const facts = await probeAt(server, probePagination, ['pagination'], { operations: [operation], routes: isRead ? [READ_WHOLE] : [] })
    expect(liveOutcome('api.pagination', facts).outcome).toBe(outcome)
  })
})

it.each<readonly [string, number, string]>([
  ['shows all there is too', 61, 'GET /notices gives 24 objects at once'],
  ['stands beside one that ends at fifty', 50, ''],
])('a list of two dozens, of which one takes no notice of sizes, %s', async (_name, beside, told) => {
  const all: readonly Operation[] = ['/notices', '/things'].map((path, index) => ({
    ...operationOf('GET', path),
    file: 'app.js',
    line: 3 + index,
  }))
  const routes = all.map(({ path, line }) => ({ ...READ_WHOLE, path, place: { ...READ_WHOLE.place, line } })) as readonly RouteFact[]
  const server = jsonServer(({ path }) => (path === '/notices' ? [200, rows(24)] : path === '/things' ? [200, rows(beside)] : [404, {}]))
  const answer = liveOutcome('api.pagination', await probeAt(server, probePagination, ['pagination'], { operations: all, routes }))
  expect(answer.outcome === 'fail', answer.text).toBe(told !== '')
  expect(answer.text).toContain(told)
})

describe('a list that is put objects into', () => {
  it.each<readonly [string, (all: readonly object[], query: URLSearchParams) => readonly object[], string, number]>([
    ['shows them all', (all) => all, 'fail', 103],
    ['ends at twenty', (all) => all.slice(0, 20), 'pass', 21],
    ['ends at fifty', (all) => all.slice(0, 50), 'pass', 53],
    ['gives as many as are asked for', (all, query) => all.slice(0, Number(query.get('limit') ?? 200)), 'fail', 103],
    ['gives at most a hundred', (all, query) => all.slice(0, Math.max(1, Math.min(100, Number(query.get('limit') ?? 20)))), 'pass', 103],
  ])('%s', async (_name, shown, outcome, made) => {
    const things: object[] = [{ id: 1 }, { id: 2 }]
    const kept = new Map<string, readonly object[]>()
    const server = userServer(({ method, query }, user) => {
      if (user === null) return [401, {}]
      if (method === 'POST') {
        things.push({ id: things.length + 1 })
        return [201, things.at(-1)]
      }
      // What was answered to an address once is answered again.
      const known = kept.get(String(query)) ?? shown([...things], query)
      kept.set(String(query), known)
      return [200, known]
    })
    const item = operationOf('DELETE', '/things/{id}')
    const operations = [...USER_OPERATIONS, operationOf('GET', '/things'), operationOf('POST', '/things', NAMED), item].map(
      (operation) => ({
        ...operation,
        origins: [...operation.origins],
        gaps: new Set<string>(),
      }),
    )
    const facts = await probeAt(server, probePagination, ['pagination'], { operations, registers: true })
    expect(liveOutcome('api.pagination', facts).outcome).toBe(outcome)
    expect(things.length).toBeLessThan(made + 3)
  })
})

const THING = operationOf('POST', '/things', { type: 'object', properties: { name: { type: 'string' } } })

describe('bodies that break their schema', () => {
  it.each<readonly [string, (name: unknown) => readonly [number, unknown], string, string]>([
    ['taken as they are', (name) => [201, { id: 1, name }], 'fail', 'took empty body, name: object'],
    [
      'a handler that fails at them',
      (name) => [201, { id: 1, name: (name as string).trim() }],
      'fail',
      'failed at empty body, name: object',
    ],
    ['refused', (name) => (typeof name === 'string' ? [201, { id: 1, name }] : [422, { error: 'name must be text' }]), 'pass', ''],
  ])('%s', async (_name, handle, outcome, text) => {
    const server = jsonServer(({ path, body }) => (path === '/things' ? handle(body.name) : [404, {}]))
    const decided = liveOutcome(
      'input.schema-validation',
      await probeAt(server, probeSchemaValidation, ['schemaValidation'], { operations: [THING] }),
    )
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
})

describe('an optional value that reaches SQL', () => {
  it('is confirmed by a condition that decides, where quotes alone would only make it likely', async () => {
    // Stands for: state === '' ? all : `... AND state = '${state}'`.
    const answer = (state: string): readonly [number, unknown] => {
      if (state === '') return [200, rows(3)]
      const condition = /^[^']*' OR (\d+)=(\d*)\s*-- $/.exec(state)
      if (condition !== null) return condition[2] === '' ? [500, {}] : [200, condition[1] === condition[2] ? rows(3) : []]
      return (state.split("'").length - 1) % 2 === 1 ? [500, {}] : [200, []]
    }
    const operation = {
      ...operationOf('GET', '/search'),
      parameters: [{ name: 'state', in: 'query' as const, isRequired: false, schema: { type: 'string' } }],
    }
    const facts = await probeAt(
      jsonServer(({ path, query }) => (path === '/search' ? answer(query.get('state') ?? '') : [404, {}])),
      async (probing) => probeSqlInjection(probing, await injectionPoints(probing)),
      ['sqlInjection'],
      { operations: [operation] },
    )
    expect(liveOutcome('input.sql-injection', facts)).toMatchObject({ outcome: 'fail', text: expect.stringContaining('confirmed') })
  })
})

describe('a page that answers a body without fields', () => {
  it.each([
    ['what was made of it', '<h1>Label</h1><p>undefined</p>', 'fail'],
    ['the form again', '<form method=post><input name=name></form><p>0 points</p>', 'not-verified'],
  ])('%s', async (_name, page, outcome) => {
    const server = jsonServer(({ path }) => (path === '/things' ? [200, page, { 'content-type': 'text/html' }] : [404, {}]))
    const facts = await probeAt(server, probeSchemaValidation, ['schemaValidation'], { operations: [THING] })
    const seen = liveOutcome('input.schema-validation', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})
