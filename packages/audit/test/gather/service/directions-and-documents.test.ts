import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeHealth } from '../../../src/gather/service/probes/health.ts'
import { operatorsInForms } from '../../../src/gather/service/probes/nosql-forms.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { probeXmlEntities } from '../../../src/gather/service/probes/xml-entities.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

it.each([
  ['is not looked up', false, 'fail'],
  ['is looked up as well', true, 'pass'],
])('a direction behind a column that is looked up %s', async (_name, isLookedUp, outcome) => {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE TABLE plans (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO plans VALUES (1, 'a'), (2, 'b'), (3, 'c')")
  const plans = { ...operationOf('GET', '/plans'), parameters: [{ name: 'sort', in: 'query' as const, isRequired: false, schema: {} }] }
  const server = jsonServer(({ query }) => {
    const [column = '', direction = 'asc'] = (query.get('sort') ?? 'id').split(':')
    if (!['id', 'title'].includes(column) || (isLookedUp && !['asc', 'desc'].includes(direction))) return [422, { error: 'no such order' }]
    return [200, db.prepare(`SELECT title FROM plans ORDER BY ${column} ${direction}`).all()]
  })
  const probe = async (probing: Probing): Promise<void> => probeSqlInjection(probing, await injectionPoints(probing))
  const seen = liveOutcome('input.sql-injection', await probeAt(server, probe, ['sqlInjection'], { operations: [plans] }))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each<readonly [string, (code: unknown) => number, string]>([
  [
    'are read by a repository of its own',
    (code) => {
      if (typeof code === 'string') return 400
      const [operator = ''] = Object.keys(code as object)
      return ['ne', 'like'].includes(operator) ? 400 : 500
    },
    'fail',
  ],
  ['break it, whatever they are called', (code) => (typeof code === 'string' ? 400 : 500), 'pass'],
  ['are refused', (code) => (typeof code === 'string' ? 400 : 422), 'pass'],
])('objects in place of a code %s', async (_name, statusOf, outcome) => {
  const schema = { type: 'object' as const, properties: { code: {}, password: {} }, required: ['code', 'password'] }
  const reset = { ...operationOf('POST', '/password/reset', schema), purpose: 'password-reset' as const }
  const server = jsonServer(({ body }) => [statusOf(body.code), { error: 'wrong' }])
  const seen = liveOutcome('input.nosql-injection', await probeAt(server, operatorsInForms, ['nosqlInjection'], { operations: [reset] }))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each([
  ['opens what its entities name', true, 'fail'],
  ['opens nothing', false, 'pass'],
])('a parser of documents whose elements the source names %s', async (_name, opens, outcome) => {
  const treeRoot = await mkdtemp(join(tmpdir(), 'assay-xml-'))
  try {
    await writeFile(
      join(treeRoot, 'lines.py'),
      'from lxml import etree\nfor node in root.iter("line"):\n    label = node.findtext("label")\n    amount = node.findtext("amount")\n',
    )
    const server = userServer(({ raw }, user) => {
      if (user === null) return [401, {}]
      const [, label = '', amount = ''] = /<line><label>([^<]*)<\/label><amount>(\d+)<\/amount><\/line>/.exec(raw) ?? []
      if (amount === '') return [422, { error: 'a line has a label and an amount' }]
      const isFile = raw.includes('file:///etc/passwd') && label === '&e;'
      return [200, { lines: [{ label: opens && isFile ? 'root:x:0:0:root:/root' : label, amount }] }]
    })
    const operations = [...USER_OPERATIONS, operationOf('POST', '/lines/import', { type: 'object' })]
    const facts = await probeAt(server, probeXmlEntities, ['xmlEntities'], { operations, registers: true, treeRoot })
    const seen = liveOutcome('input.xml-entities', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  } finally {
    await rm(treeRoot, { recursive: true, force: true })
  }
})

it.each([
  ['settings', { DATABASE_URI: 'sqlite:///shop.db', HOOK_SECRET: 'b7c1d0aa91' }, 1],
  ['that it is well', { checked: 'all' }, 0],
])('health that is asked for more tells %s', async (_name, more, count) => {
  const server = jsonServer(({ path, query }) =>
    path === '/healthz' ? [200, { status: 'ok', ...(query.has('verbose') ? { settings: more } : {}) }] : [404, { error: 'nothing here' }],
  )
  const facts = await probeAt(server, probeHealth, ['healthEndpoints', 'debugMode'], { operations: [operationOf('GET', '/healthz')] })
  const trials = facts.debugMode?.state === 'known' ? facts.debugMode.value.trials : []
  expect(trials.filter(({ saw }) => saw === 'effect')).toHaveLength(count)
})
