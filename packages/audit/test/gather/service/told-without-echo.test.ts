import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { operationFact } from '../../../src/gather/service/operation-facts.ts'
import { probeContentTypes } from '../../../src/gather/service/probes/content-types.ts'
import { probeMethods } from '../../../src/gather/service/probes/methods.ts'
import { probeReflection } from '../../../src/gather/service/probes/reflection.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { probeXmlEntities } from '../../../src/gather/service/probes/xml-entities.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS } from './probe-harness.ts'
import { decided, refusing, text } from './users-at.ts'

const FILES = new Set(['/etc/passwd', '/etc/hostname'])

describe('entities of XML in what is never shown again', () => {
  it.each<readonly [string, (file: string | undefined, isUsed: boolean) => boolean, string]>([
    ['files are opened', (file, isUsed) => file === undefined || !isUsed || FILES.has(file), 'fail'],
    ['files are opened, and those that are not there are empty', (file, isUsed) => !isUsed || file?.startsWith('/bin/') !== true, 'fail'],
    ['entities stay as they are', () => true, 'pass'],
    ['declarations are refused', (file) => file === undefined, 'pass'],
  ])('%s', async (_name, isTaken, outcome) => {
    const server = jsonServer(({ raw }) => {
      const file = /SYSTEM "(?:file:\/\/)?([^"]+)"/.exec(raw)?.[1]
      return raw.startsWith('<') && isTaken(file, raw.includes('&e;')) ? [201, { made: [] }] : [422, { error: 'not well formed' }]
    })
    const facts = await probeAt(server, probeXmlEntities, ['xmlEntities'], { operations: [operationOf('POST', '/imports/xml')] })
    const seen = liveOutcome('input.xml-entities', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})

it('XML is sent to what belongs to an own thing', async () => {
  const results = operationOf('POST', '/clinics/{clinic_id}/results', { type: 'string' }, 'application/xml')
  const seen = await decided(
    'input.xml-entities',
    probeXmlEntities,
    ['xmlEntities'],
    [operationOf('POST', '/clinics', text('name')), results],
    refusing(({ path, raw, body }) => {
      if (path === '/clinics') return [201, { id: 4, name: body.name }]
      if (path !== '/clinics/4/results') return [422, { error: 'clinic_id' }]
      const file = /SYSTEM "(?:file:\/\/)?([^"]+)"/.exec(raw)?.[1]
      return file === undefined || !raw.includes('&e;') || FILES.has(file) ? [201, []] : [422, { error: 'not well formed' }]
    }),
  )
  expect(seen.outcome, seen.text).toBe('fail')
  expect(seen.text).toContain('POST /clinics/{clinic_id}/results')
})

describe('a GET that removes what only a list shows', () => {
  it.each<readonly [string, boolean, string]>([
    ['followed', true, 'fail'],
    ['answered, and nothing is done', false, 'pass'],
  ])('%s', async (_name, removes, outcome) => {
    let searches: { id: number; owner: string; name: unknown }[] = []
    const operations = [
      operationOf('GET', '/searches'),
      operationOf('POST', '/searches', text('name')),
      operationOf('GET', '/searches/{id}/unsubscribe'),
    ]
    const answer = await decided(
      'api.http-methods',
      probeMethods,
      ['methods'],
      operations,
      refusing(({ method, path, body }, user) => {
        if (path === '/searches' && method === 'POST') {
          searches.push({ id: searches.length + 1, owner: user, name: body.name })
          return [201, searches.at(-1)]
        }
        if (path === '/searches' && method === 'GET') return [200, searches.filter(({ owner }) => owner === user)]
        if (!path.endsWith('/unsubscribe') || method !== 'GET') return [405, {}]
        if (removes) searches = searches.filter(({ id }) => path !== `/searches/${id}/unsubscribe`)
        return [200, { done: true }]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('a value that stands in two patterns of one statement', () => {
  const QUERY = {
    ...operationOf('GET', '/listings'),
    parameters: [{ name: 'q', in: 'query' as const, isRequired: false, schema: { type: 'string' } }],
  }
  /** Stands for: `(title LIKE '%q%' OR brand LIKE '%q%')`, where a comment leaves the bracket open, and one quote opens and closes. */
  const careless = (q: string, tells: boolean): readonly [number, unknown] => {
    if (/-- $|\/\*/.test(q) && q.includes("'") && !q.includes("''"))
      return [500, { error: tells ? 'OperationalError: incomplete input' : 'failed' }]
    const closed = /^.*%' AND (\d+)=(\d*) AND '%'='$/.exec(q)
    if (closed === null) return [200, { items: q.includes("'") ? [] : [{ id: 1 }, { id: 2 }] }]
    if (closed[2] === '') return [500, { error: 'failed' }]
    return [200, { items: closed[1] === closed[2] ? [{ id: 1 }, { id: 2 }] : [] }]
  }
  it.each<readonly [string, (q: string) => readonly [number, unknown], string]>([
    ['errors are told', (q) => careless(q, true), 'fail'],
    ['errors are not told', (q) => careless(q, false), 'fail'],
    ['the value is bound', (q) => [200, { items: q === '' ? [{ id: 1 }] : [] }], 'pass'],
  ])('%s', async (_name, answer, outcome) => {
    const facts = await probeAt(
      jsonServer(({ path, query }) => (path === '/listings' ? answer(query.get('q') ?? '') : [404, {}])),
      async (probing) => probeSqlInjection(probing, await injectionPoints(probing)),
      ['sqlInjection'],
      { operations: [QUERY] },
    )
    const seen = liveOutcome('input.sql-injection', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})

it.each([
  ['/elsewhere', 'tested'],
  ['/login', 'partly'],
])('an address that leads to %s is %s', async (location, coverage) => {
  const leave = operationOf('GET', '/leave')
  await probeAt(
    jsonServer(() => [302, '', { location }]),
    async (probing) => {
      await probing.acceptedBy(leave)
    },
    [],
    { operations: [leave] },
  )
  leave.probes += 1
  expect(operationFact(leave, '').coverage).toBe(coverage)
})

it.each<readonly [string, boolean, string]>([
  ['reads any text as JSON', true, 'fail'],
  ['wants to be told that it is JSON', false, 'pass'],
])('a login that %s', async (_name, isLax, outcome) => {
  const users = new Map<string, unknown>()
  const server = jsonServer(({ method, path, body, headers, isBroken }) => {
    if (method !== 'POST' || isBroken) return [400, {}]
    if (path === '/register') users.set(String(body.email), body.password)
    if (path === '/register') return [201, { email: body.email }]
    if (!isLax && headers['content-type'] !== 'application/json') return [415, {}]
    return path === '/login' && users.has(String(body.email)) && users.get(String(body.email)) === body.password
      ? [200, { token: `token-of-${String(body.email)}` }]
      : [401, {}]
  })
  const facts = await probeAt(server, probeContentTypes, ['contentTypes'], { operations: USER_OPERATIONS.slice(0, 2), registers: true })
  const seen = liveOutcome('api.content-type', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each<readonly [string, (value: string) => string, string]>([
  ['without quotes', (value) => `<input name=q value=${value}>`, 'fail'],
  ['in quotes', (value) => `<input name="q" value="${value}">`, 'pass'],
  ['in the text', (value) => `<p>value=${value}</p>`, 'pass'],
])('an escaped value that stands %s', async (_name, page, outcome) => {
  const escaped = (value: string): string => value.replace(/[<>"'&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const operation = {
    ...operationOf('GET', '/shops'),
    parameters: [{ name: 'q', in: 'query' as const, isRequired: true, schema: { type: 'string' } }],
  }
  const facts = await probeAt(
    jsonServer(({ query }) => [200, page(escaped(query.get('q') ?? '')), { 'content-type': 'text/html' }]),
    async (probing) => probeReflection(probing, await injectionPoints(probing)),
    ['crossSiteScripting'],
    { operations: [operation] },
  )
  const seen = liveOutcome('input.xss', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
