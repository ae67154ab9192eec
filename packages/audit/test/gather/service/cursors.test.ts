import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { probeSqlCursors } from '../../../src/gather/service/probes/sql-cursors.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing } from './users-at.ts'

interface Place {
  readonly by: string
  readonly after: number
}

interface Ways {
  /** What a database makes of the column's name; null is an error of its parser. */
  readonly columnOf: (by: string) => string | null
  readonly isSigned?: boolean
}

const parsed = (by: string): string | null => {
  const bare = by.replace(/\/\*.*?\*\//g, '').trim()
  return bare === 'id' ? bare : null
}

const sign = (text: string): string => createHmac('sha256', 'key').update(text).digest('base64url')

/** A list in parts: each tells where the next begins, in an encoded object that is signed or not. */
function list({ columnOf, isSigned = false }: Ways): Handle {
  return refusing(({ query }): Answer => {
    const [text = '', signature = ''] = (query.get('cursor') ?? '').split('.')
    if (text !== '' && isSigned && signature !== sign(text)) return [400, {}]
    const from: Place = text === '' ? { by: 'id', after: 0 } : (JSON.parse(Buffer.from(text, 'base64url').toString()) as Place)
    if (columnOf(from.by) === null) return [500, { error: 'failed' }]
    const next = Buffer.from(JSON.stringify({ by: from.by, after: from.after + 1 })).toString('base64url')
    return [200, { data: [{ id: from.after + 1 }], next: isSigned ? `${next}.${sign(next)}` : next }]
  })
}

const FEED = {
  ...operationOf('GET', '/feed'),
  parameters: ['cursor', 'size'].map((name) => ({ name, in: 'query' as const, isRequired: false, schema: {} })),
}

it.each<readonly [string, Ways, string]>([
  ['put into the statement', { columnOf: parsed }, 'fail'],
  ['looked up among those that there are', { columnOf: (by) => (by === 'id' ? by : null) }, 'not-verified'],
  ['put into the statement, where the cursor is signed', { columnOf: parsed, isSigned: true }, 'not-verified'],
])('a column inside of a cursor is %s', async (_name, ways, outcome) => {
  const seen = await decided('input.sql-injection', probeSqlCursors, ['sqlInjection'], [FEED], list(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
})
