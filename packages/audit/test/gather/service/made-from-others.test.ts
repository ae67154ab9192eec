import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

const text = (...names: string[]) => ({
  type: 'object' as const,
  properties: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) },
  required: names.slice(0, 1),
})
const OPERATIONS: readonly Operation[] = [
  operationOf('GET', '/plans'),
  operationOf('POST', '/plans', {
    ...text('title', 'summary'),
    properties: { title: { type: 'string' }, summary: { type: 'string' }, copy_from: { type: 'integer' } },
  }),
  operationOf('GET', '/plans/{id}'),
  operationOf('GET', '/plans/{id}/notes'),
  operationOf('POST', '/plans/{id}/notes', {
    ...text('body'),
    properties: { body: { type: 'string' }, reply_to: { type: 'integer' } },
  }),
  operationOf('GET', '/plans/{id}/lines'),
  operationOf('PUT', '/plans/{id}/lines', text('label')),
  {
    ...operationOf('GET', '/files/{file}'),
    parameters: [
      { name: 'file', in: 'path', isRequired: true, schema: { type: 'integer' } },
      { name: 'plan', in: 'query', isRequired: false, schema: {} },
    ],
  },
  operationOf('POST', '/files', text('name', 'plan_id')),
]

interface Checks {
  readonly copies?: false
  readonly quotes?: false
  readonly lines?: false
  readonly parent?: false
}
interface Row {
  readonly id: number
  readonly user: string
  readonly title?: unknown
  readonly summary?: unknown
  readonly body?: unknown
  readonly name?: unknown
  line: unknown
}

/** Plans of users, whose checks may be left out one by one. */
function plans({ copies, quotes, lines, parent }: Checks) {
  const rows: Row[] = []
  const notes: Row[] = []
  const files: Row[] = []
  return userServer(({ method, path, body, query }, user) => {
    if (user === null) return [401, {}]
    const [, root = '', id = '', part = ''] = path.split('/')
    const plan = rows[Number(id) - 1]
    const isOwn = plan?.user === user
    const add = (list: Row[], fields: Partial<Row>): Row => {
      const row: Row = { line: 'nothing', ...fields, id: list.length + 1, user }
      list.push(row)
      return row
    }
    if (root === 'files') {
      if (method === 'POST') return [201, add(files, { name: body.name })]
      const file = files[Number(id) - 1]
      const owner = parent === false && query.has('plan') ? rows[Number(query.get('plan')) - 1]?.user : file?.user
      return file === undefined || owner !== user ? [404, {}] : [200, file]
    }
    if (method === 'POST' && id === '') {
      const source = body.copy_from === undefined ? undefined : rows[Number(body.copy_from) - 1]
      if (body.copy_from !== undefined && (source === undefined || (copies !== false && source.user !== user))) return [422, {}]
      return [201, add(rows, { title: body.title, summary: body.summary ?? source?.summary ?? '' })]
    }
    if (id === '') return [200, rows.filter((one) => one.user === user)]
    if (method === 'GET' && part === 'lines' && lines === false && plan !== undefined) return [200, { lines: [{ label: plan.line }] }]
    if (!isOwn) return [404, {}]
    if (part === 'notes' && method === 'POST') {
      const quoted = body.reply_to === undefined ? undefined : notes[Number(body.reply_to) - 1]
      if (body.reply_to !== undefined && (quoted === undefined || (quotes !== false && quoted.user !== user))) return [422, {}]
      return [201, { ...add(notes, { body: body.body }), quoted: quoted?.body ?? null }]
    }
    if (part === 'notes') return [200, notes.filter((one) => one.user === user)]
    if (part === 'lines' && method === 'PUT') plan.line = body.label
    return [200, part === 'lines' ? { lines: [{ label: plan.line }] } : plan]
  })
}

describe('things of others that a request is made from', () => {
  it.each<readonly [string, Checks, string, string]>([
    ['copied without a look whose it is', { copies: false }, 'fail', 'POST /plans'],
    ['quoted below an own parent', { quotes: false }, 'fail', 'POST /plans/{id}/notes'],
    ['read by their number, and written by their owner', { lines: false }, 'fail', 'GET /plans/{id}/lines'],
    ['read with a parent of the own in the query', { parent: false }, 'fail', 'GET /files/{file}'],
    ['asked whose they are', {}, 'pass', ''],
  ])('%s', async (_name, checks, outcome, place) => {
    const operations = [...USER_OPERATIONS, ...OPERATIONS].map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const seen = liveOutcome(
      'authz.object-level',
      await probeAt(plans(checks), probeObjectAccess, ['objectAccess'], { operations, registers: true }),
    )
    expect(seen.outcome, seen.text).toBe(outcome)
    expect(seen.text).toContain(place)
  })
})
