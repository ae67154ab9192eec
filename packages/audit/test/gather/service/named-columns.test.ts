import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeSqlColumns } from '../../../src/gather/service/probes/sql-columns.ts'
import { probeTypeHandling } from '../../../src/gather/service/probes/type-handling.ts'
import { type Asked, jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { type Answer, text } from './users-at.ts'

type Mark = (name: string) => string
const COLUMNS = ['id', 'name']
/** A name between marks as it came. */
const pasted: Mark = (name) => `"${name}"`
/** A name whose marks are doubled. */
const doubled: Mark = (name) => `"${name.replaceAll('"', '""')}"`
/** A name of a list; null is refused. */
const listed = (name: string): boolean => COLUMNS.includes(name)

/** A service whose statements name columns by what the body names. */
function service(mark: Mark, takes: (name: string) => boolean) {
  const db = new DatabaseSync(':memory:', { enableDoubleQuotedStringLiterals: false })
  db.exec("CREATE TABLE boats (id INTEGER, name TEXT); INSERT INTO boats VALUES (1, 'a')")
  return jsonServer(({ method, body }: Asked): Answer => {
    if (method === 'PATCH') {
      const names = Object.keys(body).filter(takes)
      db.prepare(`UPDATE boats SET ${names.map((name) => `${mark(name)} = ?`).join(', ')}`).run(...names.map((name) => String(body[name])))
      return [200, { saved: names.length }]
    }
    const { field, value } = body
    if (typeof field !== 'string' || !takes(field)) return [422, { error: 'field' }]
    return [200, db.prepare(`SELECT id FROM boats WHERE ${mark(field)} = ?`).all(String(value))]
  })
}

const FIND = operationOf('POST', '/boats/search', text('field', 'value'))
const CHANGE = operationOf('PATCH', '/profile', text('name'))

it.each<readonly [string, typeof FIND, Mark, (name: string) => boolean, string, string]>([
  ['a field of a search, pasted', FIND, pasted, () => true, 'fail', 'pass'],
  ['a field of a search, with its marks doubled', FIND, doubled, () => true, 'pass', 'pass'],
  ['a field of a search, of a list', FIND, pasted, listed, 'pass', 'pass'],
  ['names of the body, pasted', CHANGE, pasted, () => true, 'fail', 'fail'],
  ['names of the body, with their marks doubled', CHANGE, doubled, () => true, 'pass', 'fail'],
  ['names of the body, of a list', CHANGE, pasted, listed, 'pass', 'pass'],
])('a column is named by %s', async (_name, operation, mark, takes, injection, types) => {
  const facts = await probeAt(service(mark, takes), probeSqlColumns, ['sqlInjection', 'typeHandling'], {
    operations: [{ ...operation, gaps: new Set<string>() }],
  })
  const isFound = (control: string): boolean => liveOutcome(control, facts).outcome === 'fail'
  expect(isFound('input.sql-injection')).toBe(injection === 'fail')
  expect(isFound('input.type-handling')).toBe(types === 'fail')
})

it.each<readonly [string, (query: URLSearchParams) => string, string]>([
  [
    'fails where a text is meant',
    (query) => (query.getAll('q').length > 1 ? (query.getAll('q') as unknown as string) : (query.get('q') ?? '')),
    'fail',
  ],
  ['is read once', (query) => query.get('q') ?? '', 'pass'],
])('a parameter that is given twice %s', async (_name, read, outcome) => {
  const server = jsonServer(({ query }) => [200, [read(query).trim()]])
  const parameters = [{ name: 'q', in: 'query' as const, isRequired: false, schema: { type: 'string' } }]
  const operations = [{ ...operationOf('GET', '/boats'), parameters }]
  const facts = await probeAt(server, async (probing) => probeTypeHandling(probing, await injectionPoints(probing)), ['typeHandling'], {
    operations,
  })
  expect(liveOutcome('input.type-handling', facts).outcome).toBe(outcome)
})
