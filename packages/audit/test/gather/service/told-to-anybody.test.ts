import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PatternFact, SourceAnalysis } from '@assay/flow'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeFunctionAccess } from '../../../src/gather/service/probes/function-access.ts'
import { probeProtectedParts } from '../../../src/gather/service/probes/protected-parts.ts'
import { probeSchemaValidation } from '../../../src/gather/service/probes/schema-validation.ts'
import { probeToldStrangers } from '../../../src/gather/service/probes/told-strangers.ts'
import { draftOf, requestOf, withValue } from '../../../src/gather/service/requests.ts'
import { Values } from '../../../src/gather/service/values.ts'
import type { Trial } from '../../../src/model/facts/service.ts'
import { known } from '../../../src/model/facts.ts'
import { type Asked, liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { type Answer, decided, refusing } from './users-at.ts'

describe('what strangers are told', () => {
  it.each<readonly [string, readonly Operation[], (asked: Asked) => Answer, string]>([
    [
      'how to reach a seller, by the number of the user',
      [operationOf('GET', '/sellers/{seller_id}')],
      ({ path }) => (path === '/sellers/1' ? [200, { id: 1, email: 'EMAIL' }] : [404, {}]),
      'fail',
    ],
    [
      'an address of the relay alone',
      [operationOf('GET', '/sellers/{seller_id}')],
      ({ path }) => (path === '/sellers/1' ? [200, { id: 1, email: 'seller-1@relay.example' }] : [404, {}]),
      'not-verified',
    ],
    ['the price below which nothing is sold', [operationOf('GET', '/lots')], () => [200, [{ id: 1, price: 9, reserve_price: 7 }]], 'fail'],
    [
      'where a shop is paid',
      [operationOf('GET', '/shops')],
      () => [200, [{ id: 1, name: 'a', payout_iban: 'DE02120300000000202051' }]],
      'fail',
    ],
    ['what its reviewers note', [operationOf('GET', '/shops')], () => [200, [{ id: 1, review_note: 'complaint 118 is open' }]], 'fail'],
    ['what visitors say', [operationOf('GET', '/shops')], () => [200, [{ id: 1, note: 'ring twice', reviews: 3 }]], 'not-verified'],
    ['what a buyer pays', [operationOf('GET', '/lots')], () => [200, [{ id: 1, purchase_price: 9, buyingPrice: 9 }]], 'not-verified'],
    ['prices alone', [operationOf('GET', '/lots')], () => [200, [{ id: 1, price: 9, reserve_price: null }]], 'not-verified'],
  ])('%s', async (_name, operations, handle, outcome) => {
    let first = ''
    const answer = await decided('authz.excessive-data', probeToldStrangers, ['dataExposure'], operations, (asked, user) => {
      first ||= user ?? ''
      const [status, body] = handle(asked)
      return [status, JSON.stringify(body).replace('EMAIL', first)]
    })
    expect(answer.outcome, answer.text).toBe(outcome)
  })
  it('the price below which nothing is sold is told to users alone', async () => {
    const handle = refusing(() => [200, [{ id: 1, reserve_price: 7 }]])
    const answer = await decided('authz.excessive-data', probeToldStrangers, ['dataExposure'], [operationOf('GET', '/lots')], handle)
    expect(answer.outcome, answer.text).toBe('not-verified')
  })
})

describe('a list that strangers are given', () => {
  const guarded = ['/me', '/wallets', '/cards'].map((path) => operationOf('GET', path))
  it.each<readonly [string, string, readonly Operation[], object, string]>([
    ['of transfers, where others are asked who they are', '/transfers', guarded, { id: 1, cents: 100, memo: 'rent' }, 'fail'],
    ['of transfers, where nobody is asked', '/transfers', [], { id: 1, cents: 100, memo: 'rent' }, 'pass'],
    ['of days on which something is booked', '/bookings', guarded, { id: 1, starts_at: '2026-11-02', status: 'taken' }, 'pass'],
    ['of exchange rates', '/rates', guarded, { currency: 'EUR', rate: 1 }, 'pass'],
  ])('%s', async (_name, path, beside, item, outcome) => {
    const operations = [operationOf('GET', path), ...beside]
    const answer = await decided('auth.required-by-default', probeAnonymousAccess, ['anonymousAccess'], operations, (asked, user) =>
      asked.path === path ? [200, [item]] : user === null ? [401, {}] : [200, []],
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('a directory that strangers are given', () => {
  it.each<readonly [string, object, string]>([
    ['of things that say that they are published', { published: true }, 'pass'],
    ['of things that say that everybody sees them', { visibility: 'public' }, 'pass'],
    ['of things that say nothing', {}, 'fail'],
    ['of things that are not published', { published: false }, 'fail'],
  ])('%s', async (_name, marks, outcome) => {
    const made: object[] = []
    const operations = [
      operationOf('GET', '/shelters'),
      operationOf('POST', '/shelters', { type: 'object', properties: { about: { type: 'string' } } }),
    ]
    const probe = async (probing: Parameters<typeof probeAnonymousAccess>[0]): Promise<void> => {
      await probing.create('/shelters', {}, probing.identities.userA)
      await probeAnonymousAccess(probing)
    }
    const answer = await decided('auth.required-by-default', probe, ['anonymousAccess'], operations, ({ method, path, body }, user) => {
      if (path !== '/shelters') return [404, {}]
      if (method === 'GET') return [200, made]
      if (user === null) return [401, {}]
      made.push({ id: made.length + 1, ...body, ...marks })
      return [201, made.at(-1)]
    })
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('what belongs to something that is out', () => {
  it.each<readonly [string, object, object, string]>([
    ['names alone', { published: true }, {}, 'pass'],
    ['names with how to reach them', { published: true }, { email: 'keeper@shelter.example' }, 'fail'],
    ['names, below what is not out', { published: false }, {}, 'fail'],
  ])('strangers are given %s', async (_name, marks, fields, outcome) => {
    const keepers: object[] = []
    const operations = [
      operationOf('POST', '/shelters', { type: 'object', properties: { about: { type: 'string' } } }),
      operationOf('POST', '/shelters/{shelter_id}/keepers', { type: 'object', properties: { name: { type: 'string' } } }),
      operationOf('GET', '/shelters/{shelter_id}/keepers'),
    ]
    const probe = async (probing: Parameters<typeof probeAnonymousAccess>[0]): Promise<void> => {
      const shelter = await probing.create('/shelters', {}, probing.identities.userA)
      await probing.create('/shelters/{shelter_id}/keepers', { shelter_id: shelter?.id ?? '' }, probing.identities.userA)
      await probeAnonymousAccess(probing)
    }
    const answer = await decided('auth.required-by-default', probe, ['anonymousAccess'], operations, ({ method, path, body }, user) => {
      if (method === 'GET') return [200, keepers]
      if (user === null) return [401, {}]
      if (path === '/shelters') return [201, { id: 7, ...body, ...marks }]
      keepers.push({ id: keepers.length + 1, ...body, ...fields })
      return [201, keepers.at(-1)]
    })
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

it.each<readonly [string, string, string]>([
  ['the form to sign in', '<form action="/login"><input name="secret" type="password"></form>', 'pass'],
  ['the page itself', '<h1>Jobs</h1>', 'fail'],
])('a protected page shows strangers %s', async (_name, shown, outcome) => {
  const operations = [{ ...operationOf('GET', '/jobs'), declaredAccess: 'authenticated' as const }]
  const answer = await decided('auth.required-by-default', probeAnonymousAccess, ['anonymousAccess'], operations, (_asked, user) => [
    200,
    user === null ? shown : '<h1>Jobs</h1>',
    { 'content-type': 'text/html' },
  ])
  expect(answer.outcome, answer.text).toBe(outcome)
})

describe('guards that the source attaches', () => {
  const trialOf = (path: string, saw: Trial['saw']): Trial => ({
    name: 'anonymous',
    method: 'GET',
    path,
    parameter: null,
    identity: 'anonymous',
    saw,
    effect: '',
    baseline: null,
    control: null,
    attempts: [],
    file: null,
    line: null,
    reproduced: { count: 2, of: 2 },
    details: { declaredAccess: 'authenticated', hasIdentity: true, ownerAccepted: true },
  })
  it.each<readonly [string, Trial['saw'], number]>([
    ['refuse nobody anywhere', 'effect', 1],
    ['refuse strangers once', 'no-effect', 2],
  ])('%s', (_name, saw, findings) => {
    const trials = [trialOf('/jobs', 'effect'), trialOf('/queue', 'effect'), trialOf('/notes', saw)]
    const seen = liveOutcome('auth.required-by-default', { anonymousAccess: known({ trials, notTried: [], requests: 6 }) })
    expect(seen.outcome, seen.text).toBe('fail')
    expect(seen.text.match(/although it is declared as protected/g)).toHaveLength(findings)
  })
})

describe('what an answer says back', () => {
  it.each<readonly [string, (name: string, email: string) => string, string]>([
    ['the name by which it was asked for', (name) => name, 'pass'],
    ['the address of a user', (_name, email) => email, 'fail'],
  ])('a page of a shop shows %s', async (_name, shown, outcome) => {
    let first = ''
    const answer = await decided(
      'auth.required-by-default',
      probeAnonymousAccess,
      ['anonymousAccess'],
      [operationOf('GET', '/shops/{handle}')],
      ({ path }, user) => {
        first ||= user ?? ''
        return [200, `<p>${shown(path.split('/')[2] ?? '', first)}</p>`, { 'content-type': 'text/html' }]
      },
    )
    expect(answer.outcome === 'fail' ? 'fail' : 'pass', answer.text).toBe(outcome)
  })

  it.each<readonly [string, (kept: unknown, body: unknown) => unknown, string]>([
    ['beside what was kept of it', (kept, received) => ({ preferences: kept, received }), 'pass'],
    ['as what is kept', (_kept, body) => ({ preferences: body }), 'fail'],
  ])('a body of wrong types comes back %s', async (_name, answerOf, outcome) => {
    const operations = [operationOf('PATCH', '/me/preferences', { type: 'object', properties: { language: { type: 'string' } } })]
    const answer = await decided(
      'input.schema-validation',
      probeSchemaValidation,
      ['schemaValidation'],
      operations,
      refusing(({ body }) => [200, answerOf({ language: 'en' }, body)]),
    )
    expect(answer.outcome === 'fail' ? 'fail' : 'pass', answer.text).toBe(outcome)
  })
})

describe('parts of the own that the service keeps for itself', () => {
  const operations = [
    operationOf('GET', '/shop'),
    operationOf('PATCH', '/shop', { type: 'object', properties: { name: { type: 'string' }, settings: { type: 'object' } } }),
  ]
  const PART = /"commission"/
  it.each<readonly [string, number, (text: string) => number, string]>([
    ['are merged from the body', 9, () => 200, 'fail'],
    ['are merged from the first body alone', 1, () => 200, 'not-verified'],
    ['are left out of it', 0, () => 200, 'pass'],
    ['are refused beside what is taken', 0, (text) => (PART.test(text) ? 422 : 200), 'pass'],
    ['are refused as all else', 0, () => 422, 'not-verified'],
    ['meet a limit', 0, (text) => (PART.test(text) ? 429 : 200), 'not-verified'],
  ])('%s', async (_name, most, statusOf, outcome) => {
    let commission: unknown = 10
    let merges = 0
    const answer = await decided(
      'authz.mass-assignment',
      probeProtectedParts,
      ['massAssignment'],
      operations,
      refusing(({ method, body, text }) => {
        const status = method === 'PATCH' ? statusOf(text) : 200
        if (status !== 200) return [status, {}]
        const settings = body.settings as { readonly fees?: { readonly commission?: unknown } } | undefined
        const wanted = method === 'PATCH' ? settings?.fees?.commission : undefined
        if (wanted !== undefined && wanted !== 10) merges += 1
        if (wanted !== undefined && merges <= most) commission = wanted
        return [200, { name: 'Shop', settings: { fees: { commission }, theme: 'dark' } }]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(commission).toBe(10)
  })
})

describe('parts of what only a list shows', () => {
  it.each<readonly [string, boolean, string]>([
    ['are merged from the body', true, 'fail'],
    ['are left out of it', false, 'pass'],
  ])('%s', async (_name, isOpen, outcome) => {
    const shops: { id: number; name: unknown; options: Record<string, unknown> }[] = [
      { id: 1, name: 'first', options: { plan: 'network' } },
    ]
    const answer = await decided(
      'authz.mass-assignment',
      probeProtectedParts,
      ['massAssignment'],
      [
        operationOf('GET', '/shops'),
        operationOf('POST', '/shops', { type: 'object', properties: { name: { type: 'string' } } }),
        operationOf('PATCH', '/shops/{shop_id}', { type: 'object', properties: { options: { type: 'object' } } }),
      ],
      refusing(({ method, path, body }) => {
        if (path === '/shops' && method === 'GET') return [200, shops]
        if (path === '/shops') return [201, shops[shops.push({ id: shops.length + 1, name: body.name, options: { plan: 'basic' } }) - 1]]
        const shop = shops.find(({ id }) => path === `/shops/${id}`)
        if (shop === undefined) return [404, {}]
        if (isOpen) shop.options = { ...shop.options, ...(body.options as object) }
        return [200, shop]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
    expect(shops[0]?.options.plan).toBe('network')
  })
})

describe('an administrative path', () => {
  const withAdmin = {
    registers: true,
    startedByUs: true,
    identities: [{ name: 'admin', role: 'admin' as const, headers: { authorization: 'Bearer token-of-admin' } }],
  }
  const parts = (operations: readonly Operation[]): Operation[] =>
    [...USER_OPERATIONS, ...operations].map((operation) => ({ ...operation, gaps: new Set<string>() }))

  it.each<readonly [string, boolean, string, string]>([
    ['that refuses users one method and takes another', true, 'fail', 'confirmed: DELETE /admin/lots/{lot_id}'],
    ['that refuses users both', false, 'pass', ''],
  ])('%s', async (_name, isOpen, outcome, told) => {
    const lots = operationOf('POST', '/lots', { type: 'object', properties: { title: { type: 'string' } } })
    const operations = parts([lots, operationOf('GET', '/admin/lots/{lot_id}'), operationOf('DELETE', '/admin/lots/{lot_id}')])
    const server = userServer(({ method, path, headers, body }, user) => {
      const isAdmin = headers.authorization === 'Bearer token-of-admin'
      if (!isAdmin && user === null) return [401, {}]
      if (path === '/lots') return [201, { id: 4, title: body.title }]
      return isAdmin || (method === 'DELETE' && isOpen) ? [method === 'DELETE' ? 204 : 200, {}] : [403, { error: 'not allowed' }]
    })
    const facts = await probeAt(server, probeFunctionAccess, ['functionAccess'], { operations, ...withAdmin })
    const seen = liveOutcome('authz.function-level', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
    expect(seen.text).toContain(told)
  })

  it.each<readonly [string, string, string]>([
    ['that opens to a header of the source', 'if request.headers.get("X-Caller") == "backoffice": return', 'fail'],
    ['whose header holds a secret', 'if request.headers.get("X-Caller") == settings.caller_key: return', 'pass'],
  ])('%s', async (_name, source, outcome) => {
    const root = await mkdtemp(join(tmpdir(), 'assay-headers-'))
    try {
      await writeFile(join(root, 'guard.py'), source)
      const server = userServer(({ path, headers }, user) => {
        const isIn = headers['x-caller'] === (source.includes('"backoffice"') ? 'backoffice' : 'a-secret-of-the-environment')
        if (path !== '/admin/lots') return [404, {}]
        return isIn ? [200, { lots: [1, 2] }] : user === null ? [401, {}] : [403, { error: 'not allowed' }]
      })
      const facts = await probeAt(server, probeFunctionAccess, ['functionAccess'], {
        operations: parts([operationOf('GET', '/admin/lots')]),
        registers: true,
        treeRoot: root,
      })
      const seen = liveOutcome('authz.function-level', facts)
      expect(seen.outcome, seen.text).toBe(outcome)
    } finally {
      await rm(root, { recursive: true })
    }
  })
})

describe('a stack trace in an answer', () => {
  const trace = {
    name: 'failure',
    saw: 'effect',
    effect: 'GET /lots got 500 with a stack trace of Python',
    details: { leak: 'stack trace of Python' },
  }
  const trial = {
    method: 'GET',
    path: '/lots',
    parameter: null,
    identity: 'a',
    baseline: null,
    control: null,
    attempts: [],
    file: null,
    line: null,
  }
  const facts = (patterns: readonly Partial<PatternFact>[]) => ({
    errorCorpus: known({ trials: [{ ...trial, ...trace, reproduced: { count: 2, of: 2 } } as Trial], notTried: [], requests: 1 }),
    source: known({ patterns, routes: [], files: [], frameworks: [], examined: [] } as unknown as SourceAnalysis),
  })
  const place = { file: 'config.py', line: 3, endLine: 3, symbol: '', snippet: '' }
  it.each<readonly [string, readonly Partial<PatternFact>[], string]>([
    ['shows that the switch of the source is on', [{ kind: 'debug-mode', place }], 'fail'],
    ['is no matter of debugging where there is no switch', [], 'not-verified'],
  ])('%s', (_name, patterns, outcome) => {
    expect(liveOutcome('error.debug-off', facts(patterns), 1).outcome).toBe(outcome)
  })
})

it('makes a cookie of half a surrogate pair', () => {
  const draft = draftOf(operationOf('GET', '/lots'), new Values('seed'), {}, {})
  expect(requestOf(withValue(draft, { in: 'cookie', name: 'currency' }, '\uD800')).headers?.cookie).toBe('currency=%EF%BF%BD')
})
