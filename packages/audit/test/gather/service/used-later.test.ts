import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { probeUsedLater } from '../../../src/gather/service/probes/used-later.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

interface Ways {
  /** The category of a search goes into the statement that runs it. */
  readonly writesStatement?: true
  /** The answer of a shop is compiled where somebody writes to it. */
  readonly compiles?: true
  /** Whatever address was stored is told of a run. */
  readonly tellsAnybody?: true
  /** Addresses are asked when they are stored, which is no matter of another operation. */
  readonly asksAtOnce?: true
}

const rendered = (words: string): string => words.replace(/\{\{(\d+)\*(\d+)\}\}/g, (_whole, a, b) => String(Number(a) * Number(b)))

function service({ writesStatement, compiles, tellsAnybody, asksAtOnce }: Ways): Handle {
  const database = new DatabaseSync(':memory:')
  database.exec("CREATE TABLE lots (id INTEGER PRIMARY KEY, category TEXT); INSERT INTO lots VALUES (1, 'cello')")
  const searches: Record<string, unknown>[] = []
  const shops = new Map<string, Record<string, unknown>>()
  const users: string[] = []
  return refusing(async ({ method, path, body }, user) => {
    if (!users.includes(user)) users.push(user)
    if (path === '/searches') {
      searches.push(body)
      if (asksAtOnce === true) await fetch(String(body.notify_url)).catch(() => null)
      return [201, { id: searches.length, ...body }]
    }
    const search = searches[Number(/^\/searches\/(\d+)\/run$/.exec(path)?.[1] ?? 0) - 1]
    if (search !== undefined) {
      const category = String(search.category)
      const found =
        writesStatement === true
          ? database.prepare(`SELECT id FROM lots WHERE category = '${category}'`).all()
          : database.prepare('SELECT id FROM lots WHERE category = ?').all(category)
      const address = String(search.notify_url)
      if (tellsAnybody === true && address.startsWith('http://127.')) await fetch(address).catch(() => null)
      return [200, { found: found.length }]
    }
    if (path === '/me/shop') {
      if (method === 'PATCH') shops.set(user, { ...shops.get(user), ...body })
      return [200, shops.get(user) ?? {}]
    }
    if (path === '/letters') {
      const answer = String(shops.get(users[Number(body.to) - 1] ?? '')?.auto_reply ?? '')
      return [201, { id: 1, body: body.body, auto_reply: compiles === true ? rendered(answer) : answer }]
    }
    return [404, { error: 'nothing here' }]
  })
}

const OPERATIONS = [
  operationOf('POST', '/searches', text('name', 'category', 'notify_url')),
  operationOf('POST', '/searches/{id}/run'),
  operationOf('PATCH', '/me/shop', text('headline', 'auto_reply')),
  operationOf('POST', '/letters', { type: 'object', properties: { to: { type: 'integer' }, body: { type: 'string' } } }),
]

it.each<readonly [string, string, ProbeName, Ways, string]>([
  ['in a statement', 'input.sql-injection', 'sqlInjection', { writesStatement: true }, 'POST /searches/{id}/run, stored category'],
  [
    'as a template, where another writes',
    'input.template-injection',
    'templateInjection',
    { compiles: true },
    'POST /letters, stored auto_reply',
  ],
  ['as an address', 'input.ssrf', 'serverSideRequests', { tellsAnybody: true }, 'POST /searches/{id}/run, stored notify_url'],
])('what was stored is used %s', async (_name, control, fact, ways, told) => {
  const seen = await decided(control, probeUsedLater, [fact], OPERATIONS, service(ways))
  expect(seen.outcome, seen.text).toBe('fail')
  expect(seen.text).toContain(told)
  for (const healthy of [{}, { asksAtOnce: true } as const]) {
    const answer = await decided(control, probeUsedLater, [fact], OPERATIONS, service(healthy))
    expect(answer.outcome, answer.text).not.toBe('fail')
  }
})
