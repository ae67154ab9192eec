import { DatabaseSync } from 'node:sqlite'
import type { RouteFact, TaintedPath } from '@assay/flow'
import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeDeserialization } from '../../../src/gather/service/probes/deserialization.ts'
import { probeRegularExpressions } from '../../../src/gather/service/probes/regular-expressions.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

/** The route of an operation and a flow from one of its places. */
function flow(kind: string, method: string, path: string, parameter: { readonly in: string; readonly name: string }) {
  const place = { file: 'views.py', line: 1, endLine: 1, symbol: 'view', snippet: '' }
  return {
    routes: [{ method, path, place, guards: [] } as unknown as RouteFact],
    paths: [{ kind, route: 0, parameter, attack: null } as unknown as TaintedPath],
    startedByUs: true,
  }
}

function database(): DatabaseSync {
  const made = new DatabaseSync(':memory:')
  made.exec("CREATE TABLE rates (code TEXT, factor REAL); INSERT INTO rates VALUES ('EUR', 1.0), ('GBP', 0.86)")
  made.exec('CREATE TABLE sales (seller INTEGER, day TEXT, sum INTEGER)')
  made.exec("INSERT INTO sales VALUES (4, '2026-01-02', 7), (4, '2026-02-03', 9)")
  made.exec("CREATE TABLE lots (id INTEGER PRIMARY KEY, title TEXT, price INTEGER); INSERT INTO lots VALUES (1, 'cello', 9)")
  return made
}

describe('a statement whose failures are told to nobody', () => {
  const db = database()
  const rows = (make: () => unknown[]): unknown[] => {
    try {
      return make()
    } catch {
      return []
    }
  }
  const parameter = (name: string, place: 'query' | 'cookie') => ({ name, in: place, isRequired: false, schema: { example: 'EUR' } })
  const rate = { ...operationOf('GET', '/price'), parameters: [parameter('currency', 'cookie')] }
  const sales = {
    ...operationOf('GET', '/sellers/{seller}/sales'),
    parameters: [parameter('bucket', 'query'), { name: 'seller', in: 'path' as const, isRequired: true, schema: { type: 'integer' } }],
  }
  it.each<readonly [string, Operation, { readonly in: string; readonly name: string }, boolean, string, string]>([
    ['shows what a row of the caller holds', rate, { in: 'cookie', name: 'currency' }, true, 'fail', 'a product that was calculated'],
    ['gets the code bound', rate, { in: 'cookie', name: 'currency' }, false, 'pass', ''],
    ['works where somebody has rows', sales, { in: 'query', name: 'bucket' }, true, 'fail', 'how long the answer takes'],
    ['gets the format bound', sales, { in: 'query', name: 'bucket' }, false, 'pass', ''],
  ])(
    '%s',
    async (_name, operation, place, isWeak, outcome, told) => {
      const server = jsonServer(({ path, query, headers }) => {
        if (path === '/price') {
          const code = decodeURIComponent(/currency=([^;]*)/.exec(String(headers.cookie))?.[1] ?? 'EUR')
          const found = rows(() =>
            isWeak
              ? db.prepare(`SELECT factor FROM rates WHERE code = '${code}'`).all()
              : db.prepare('SELECT factor FROM rates WHERE code = ?').all(code),
          )
          return [200, { factor: (found[0] as { factor?: number } | undefined)?.factor ?? 1 }]
        }
        const seller = Number(path.split('/')[2])
        const bucket = query.get('bucket') ?? '%Y-%m'
        const found = rows(() =>
          isWeak
            ? db.prepare(`SELECT strftime('${bucket}', day) AS period FROM sales WHERE seller = ?`).all(seller)
            : db.prepare('SELECT strftime(?, day) AS period FROM sales WHERE seller = ?').all(bucket, seller),
        )
        return [200, { periods: found.length, items: found.slice(0, 0).concat(found.length > 0 ? [{ id: 1 }] : []) }]
      })
      const facts = await probeAt(server, async (probing) => probeSqlInjection(probing, await injectionPoints(probing)), ['sqlInjection'], {
        operations: [operation],
        ...flow('sql-injection', 'GET', operation.path, place),
      })
      const answer = liveOutcome('input.sql-injection', facts)
      expect(answer.outcome, answer.text).toBe(outcome)
      expect(answer.text).toContain(told)
    },
    60_000,
  )
})

describe('names of the fields of an object', () => {
  const operation = operationOf('PATCH', '/lots', { type: 'object', properties: { filter: {}, set: {} } })
  it.each<readonly [string, boolean, string]>([
    ['go into the statement', true, 'fail'],
    ['are of a list', false, 'pass'],
  ])('%s', async (_name, isWeak, outcome) => {
    const db = database()
    const server = jsonServer(({ body }) => {
      const names = Object.keys((body.filter ?? {}) as object)
      if (typeof body.filter === 'string') throw new Error('no object')
      if (!isWeak && names.some((name) => !['id', 'title'].includes(name))) return [422, { error: 'unknown field' }]
      const found = db.prepare(`SELECT id FROM lots WHERE ${names.map((name) => `${name} = ?`).join(' AND ') || '1'}`)
      return [200, { changed: found.all(...(Object.values(body.filter as object) as number[])) }]
    })
    const facts = await probeAt(server, (probing) => probeSqlInjection(probing, []), ['sqlInjection'], {
      operations: [operation],
      ...flow('sql-injection', 'PATCH', '/lots', { in: 'body', name: 'filter' }),
    })
    const answer = liveOutcome('input.sql-injection', facts)
    expect(answer.outcome, answer.text).toBe(isWeak ? outcome : 'not-verified')
  })
})

describe('a body that is one object', () => {
  it.each<readonly [string, boolean, string]>([
    ['is read by a careless reader', true, 'fail'],
    ['is read as data', false, 'pass'],
  ])(
    '%s',
    async (_name, isCareless, outcome) => {
      const server = jsonServer(async ({ text }) => {
        const seconds = Number(/^!!python\/object\/apply:time\.sleep \[([\d.]+)\]$/.exec(text)?.[1] ?? 0)
        if (isCareless) await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
        return [422, { error: 'a list is expected' }]
      })
      const operations = [operationOf('POST', '/imports', { type: 'string' }, 'application/yaml')]
      const facts = await probeAt(server, (probing) => probeDeserialization(probing, []), ['deserialization'], {
        operations,
        startedByUs: true,
      })
      const answer = liveOutcome('input.deserialization', facts)
      expect(answer.outcome, answer.text).toBe(outcome)
    },
    30_000,
  )
})

describe('a pattern of the caller', () => {
  const TEXT = 'a letter that somebody sent'
  const matches = { ...operationOf('GET', '/letters'), parameters: [{ name: 'like', in: 'query' as const, isRequired: false, schema: {} }] }
  it.each<readonly [string, (like: string) => boolean, string]>([
    ['is matched as it is', (like) => new RegExp(like).test(TEXT), 'fail'],
    ['is matched as a word', (like) => new RegExp(like.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).test(TEXT), 'pass'],
  ])(
    '%s',
    async (_name, holds, outcome) => {
      const server = jsonServer(({ query }) => [200, holds(query.get('like') ?? '') ? [{ id: 1, body: TEXT }] : []])
      const facts = await probeAt(server, async (probing) => probeRegularExpressions(probing, await injectionPoints(probing)), ['redos'], {
        operations: [matches],
        ...flow('redos', 'GET', '/letters', { in: 'query', name: 'like' }),
      })
      const answer = liveOutcome('input.redos', facts)
      expect(answer.outcome, answer.text).toBe(outcome)
    },
    60_000,
  )
})
