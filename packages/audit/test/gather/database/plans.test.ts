import { describe, expect, it } from 'vitest'
import { ringOf } from '../../../src/gather/database/drive/activity.ts'
import { plateauOf } from '../../../src/gather/database/drive/pool.ts'
import { isHousekeeping, kindOf } from '../../../src/gather/database/drive/statements.ts'
import { candidatesOf } from '../../../src/gather/database/postgres/index-candidates.ts'
import { type PlanNode, prepared } from '../../../src/gather/database/postgres/plans.ts'

it.each([
  ['SELECT * FROM t WHERE a = $1 ORDER BY b LIMIT $2 OFFSET $3', 'SELECT * FROM t WHERE a = $1 ORDER BY b LIMIT 20 OFFSET 0', 1],
  ['SELECT * FROM t LIMIT $1', 'SELECT * FROM t LIMIT 20', 0],
  ['SELECT * FROM t WHERE a = $2 LIMIT $1', 'SELECT * FROM t WHERE a = $1 LIMIT 20', 1],
])('a page takes the place of its parameter: %s', (text, expected, parameters) => {
  expect(prepared(text)).toEqual({ text: expected, parameters })
})

it.each([
  ['SELECT 1', 'select'],
  ['/* app */ with x as (select 1) select * from x', 'select'],
  ['WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM gone', 'delete'],
  ['(SELECT 1) UNION (SELECT 2)', 'select'],
  ['CREATE TABLE t (a int)', 'other'],
])('kind of %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})

it.each([
  ['BEGIN', true],
  ['SET application_name = ?', true],
  ['SELECT $1', true],
  ['select pg_catalog.version()', true],
  ['SELECT t.oid FROM pg_catalog.pg_type t', true],
  ['SELECT id FROM settings', false],
  ['UPDATE t SET a = $1', false],
])('housekeeping or not: %s', (text, expected) => {
  expect(isHousekeeping(text)).toBe(expected)
})

describe('columns that an index could begin with', () => {
  const scan = (filter: string): PlanNode => ({
    'Node Type': 'Seq Scan',
    Schema: 'public',
    'Relation Name': 'orders',
    Alias: 'o',
    Filter: filter,
  })
  it.each([
    ['((o.status = $1) AND (o.total > $2))', {}, [['status', 'total'], ['status']]],
    ['((o.mail)::text = ($1)::text)', {}, [['mail']]],
    ['(lower(o.mail) = $1)', {}, [['lower(mail)']]],
    ['(o.id = ANY ($1))', {}, [['id']]],
    ['(o.name ~~ $1)', {}, []],
    ['(NOT (o.done = $1))', {}, []],
    ['', { 'Hash Cond': '(i.order_id = o.id)' }, [['id']]],
    ['(o.a = $1)', { 'Sort Key': ['o.created_at DESC', 'o.id'] }, [['a', 'created_at DESC', 'id'], ['a'], ['created_at DESC', 'id']]],
    ['(o.a = $1)', { 'Sort Key': ['o.created_at DESC', 'o.id DESC'] }, [['a', 'created_at', 'id'], ['a'], ['created_at', 'id']]],
    ['(upper(o.ref) ~~ $1)', { 'Sort Key': ['o.created_at DESC'] }, []],
    ['((o.meta ->> $2) = $1)', { 'Sort Key': ['o.created_at DESC'] }, []],
    ['', { 'Sort Key': ['(o.a + 1)'] }, []],
  ])('%s %o', (filter, above, expected) => {
    const node = scan(filter)
    expect(candidatesOf(node, { ...above, Plans: [node] })).toEqual(expected)
  })
})

describe('the size of a pool', () => {
  const steps = (open: readonly number[], share = 0.9) =>
    [1, 2, 4, 8, 16, 32, 48].map((concurrency, index) => ({
      concurrency,
      requestsPerSecond: 100,
      p50Ms: (20 * concurrency) / Math.min(concurrency, open[index] ?? 1),
      errors: 0,
      open: open[index] ?? 0,
      busy: open[index] ?? 0,
      busyMean: share * (open[index] ?? 0),
      lockShare: 0,
    }))
  it.each([
    ['a pool of three that is full', steps([1, 2, 3, 3, 3, 3, 3]), 3],
    ['a pool of ten that is full', steps([1, 2, 4, 8, 10, 10, 10]), 10],
    ['a pool that grows with what is asked', steps([1, 2, 4, 8, 16, 32, 48]), null],
    ['connections that mostly rest', steps([1, 2, 3, 3, 3, 3, 3], 0.2), null],
    ['nothing is at work', steps([0, 0, 0, 0, 0, 0, 0]), null],
  ])('%s', (_name, measured, plateau) => {
    expect(plateauOf(measured).plateau).toBe(plateau)
  })
})

it('sees who waits in a ring, and takes a chain for none', () => {
  const backend = (pid: number, blockedBy: readonly number[]) => ({
    pid,
    key: String(pid),
    role: '',
    application: '',
    state: 'active',
    waitsForLock: blockedBy.length > 0,
    stateMs: 0,
    transactionMs: 0,
    queryMs: 0,
    query: '',
    blockedBy,
  })
  expect(ringOf([backend(1, [2]), backend(2, [1]), backend(3, [1])])).toHaveLength(2)
  expect(ringOf([backend(1, [2]), backend(2, [3]), backend(3, [])])).toEqual([])
})
