import type { Examined, FlowKind, PatternKind, SourceAnalysis, TaintedPath } from '@assay/flow'
import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { decide } from '../decide.ts'
import {
  BROKEN_FILE,
  bypassedOf,
  effectOf,
  examinedOf,
  guardOf,
  IN_TEST,
  pathOf,
  patternOf,
  routeOf,
  sourceWith,
} from '../sample-source.ts'

function outcomeOf(id: string, source: SourceAnalysis, publicRoutes: readonly string[] = [], ordinal = 0): Outcome {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`no control ${id}`)
  return decide(control, 'static', { source: known(source), publicRoutes: known(publicRoutes) }, ordinal)
}

describe('controls decided by tainted paths', () => {
  const table: [string, FlowKind][] = [
    ['input.sql-injection', 'sql-injection'],
    ['input.nosql-injection', 'nosql-injection'],
    ['input.command-injection', 'command-injection'],
    ['input.path-traversal', 'path-traversal'],
    ['input.xss', 'xss'],
    ['input.xss', 'stored-xss'],
    ['input.ssrf', 'ssrf'],
    ['input.dynamic-code', 'code-injection'],
    ['input.deserialization', 'deserialisation'],
    ['input.template-injection', 'template-injection'],
    ['input.xml-entities', 'xxe'],
    ['input.redos', 'redos'],
    ['input.file-upload', 'unsafe-upload'],
    ['input.prototype-pollution', 'prototype-pollution'],
    ['input.ldap-injection', 'ldap-injection'],
    ['input.xpath-injection', 'xpath-injection'],
    ['input.open-redirect', 'open-redirect'],
    ['input.header-injection', 'header-injection'],
    ['data.trust-boundary', 'trust-boundary'],
    ['authz.mass-assignment', 'mass-assignment'],
    ['authz.excessive-data', 'sensitive-response'],
    ['log.injection', 'log-injection'],
    ['log.redaction', 'sensitive-log'],
  ]

  it.each(table)('%s fails on %s, passes on examined places, and is silent on tests', (id, kind) => {
    expect(outcomeOf(id, sourceWith({ paths: [pathOf(kind)] }))).toMatchObject({
      outcome: 'fail',
      findings: [{ evidence: [{ kind: 'path' }], location: { file: 'src/app.ts', line: 10 } }],
    })
    expect(outcomeOf(id, sourceWith({ examined: [examinedOf(kind)] }))).toMatchObject({
      outcome: 'pass',
      evidence: [{ kind: 'inventory', count: 3 }],
    })
    expect(outcomeOf(id, sourceWith({ paths: [pathOf(kind, { sink: IN_TEST })] })).outcome).toBe('not-applicable')
    expect(outcomeOf(id, sourceWith({ examined: [examinedOf(kind)], files: [...sourceWith().files, BROKEN_FILE] })).outcome).toBe('partial')
    expect(outcomeOf(id, sourceWith({ files: [] }))).toMatchObject({ outcome: 'not-verified', reason: 'unsupported-stack' })
  })

  it('guesses nothing where values were followed', () => {
    const guess = { ...patternOf('shell-true'), confidence: 'low' as const }
    expect(outcomeOf('input.command-injection', sourceWith({ patterns: [guess] })).outcome).toBe('fail')
    expect(
      outcomeOf('input.command-injection', sourceWith({ patterns: [guess], examined: [examinedOf('command-injection')] })).outcome,
    ).toBe('pass')
    expect(outcomeOf('input.command-injection', sourceWith({ patterns: [guess], paths: [pathOf('command-injection')] }))).toMatchObject({
      findings: [{ evidence: [{ kind: 'path' }] }],
    })
  })

  it('tells paths into one place as one defect, by whatever routes they come', () => {
    const path = (name: string, change: Parameters<typeof pathOf>[1] = {}) =>
      pathOf('sql-injection', { parameter: { in: 'query', name }, confidence: 'low', ...change })
    const outcome = outcomeOf(
      'input.sql-injection',
      sourceWith({
        routes: [routeOf('GET /search'), routeOf('POST /report')],
        paths: [
          path('a'),
          path('b', { confidence: 'high', sinkName: 'text' }),
          path('c', { route: 0 }),
          path('d', { route: 1 }),
          path('e', { route: 1 }),
          path('f', { sink: { ...pathOf('sql-injection').sink, line: 20 } }),
        ],
      }),
    )
    const routes = { kind: 'inventory', items: ['GET /search', 'POST /report'] }
    expect(outcome).toMatchObject({
      findings: [
        {
          message:
            'Query parameter b, Query parameter a, Query parameter c, Query parameter d and 1 more reach text and run ' +
            '(GET /search and 1 more route)',
          confidence: 'likely',
          location: { route: { path: '/search', parameter: 'c' }, alsoRoutes: [{ method: 'POST', path: '/report' }] },
          evidence: [{}, {}, {}, {}, {}, routes],
        },
        { message: 'Query parameter f reaches run', location: { line: 20 } },
      ],
    })
  })

  it('tells what callers put together for one helper as a defect of each caller', () => {
    const made = (line: number) => {
      const path = pathOf('sql-injection')
      const [first, ...rest] = path.steps
      if (first === undefined) throw new Error('a path has steps')
      const joined = { what: 'formatted into a string', place: { ...first.place, file: 'src/orders.ts', symbol: 'search', line } }
      const steps: TaintedPath['steps'] = [first, joined, ...rest]
      return { ...path, steps }
    }
    const outcome = outcomeOf('input.sql-injection', sourceWith({ paths: [made(3), made(3), made(9)] }))
    expect(outcome).toMatchObject({ findings: [{ evidence: [{}, {}] }, { evidence: [{}] }] })
  })

  it('names the weak sanitizer and lowers what is only possible', () => {
    const outcome = outcomeOf(
      'input.path-traversal',
      sourceWith({ paths: [pathOf('path-traversal', { weakSanitizer: "replace('../', '')", confidence: 'low' })] }),
    )
    expect(outcome).toMatchObject({
      findings: [
        { message: expect.stringContaining("replace('../', '') does not protect it"), confidence: 'possible', severity: 'medium' },
      ],
    })
  })
})

describe('what is told in masses', () => {
  const print = (file: string, line: number, confidence: 'low' | 'medium' = 'low') => ({
    ...patternOf('debug-print', {}, { ...patternOf('debug-print').place, file, line }),
    confidence,
  })
  it('tells prints that are only possible once for each file', () => {
    const patterns = [
      print('src/a.ts', 1),
      print('src/a.ts', 2),
      print('src/a.ts', 3),
      print('src/b.ts', 4),
      print('src/a.ts', 5, 'medium'),
    ]
    const outcome = outcomeOf('log.structured', sourceWith({ patterns }))
    expect('findings' in outcome ? outcome.findings.map(({ message }) => message) : []).toEqual([
      'seen here',
      'seen here, as at 2 more places of this file',
      'seen here',
    ])
  })
  it('tells an unbounded list once for each route', () => {
    const route = routeOf('GET /books', {
      effects: [effectOf('read-many', 'Book', { isBounded: false }), effectOf('read-many', 'Tag', { isBounded: false })],
    })
    expect(outcomeOf('api.pagination', sourceWith({ routes: [route] }))).toMatchObject({
      findings: [{ message: 'GET /books: lists Book, Tag without a limit' }],
    })
  })
  it.each([
    ['low', 'low'],
    ['high', undefined],
  ] as const)('an exception that is ignored with %s confidence has severity %s', (confidence, severity) => {
    const outcome = outcomeOf(
      'error.no-swallowed-exceptions',
      sourceWith({ patterns: [{ ...patternOf('swallowed-exception'), confidence }] }),
    )
    expect('findings' in outcome ? outcome.findings.map((finding) => finding.severity) : []).toEqual([severity])
  })
})

describe('controls decided by patterns', () => {
  const table: [string, PatternKind, Examined['kind'] | null][] = [
    ['data.weak-random', 'weak-random', null],
    ['data.weak-crypto', 'weak-hash', null],
    ['data.weak-crypto', 'weak-cipher', null],
    ['tls.verification', 'no-tls-verification', null],
    ['rate.spoof-resistance', 'spoofable-address', null],
    ['rate.headers', 'limit-without-retry-after', null],
    ['server.timeouts', 'server-timeout-off', null],
    ['auth.password-hash', 'weak-password-hash', 'password-hash'],
    ['auth.token-signature', 'jwt-not-verified', 'jwt-verify'],
    ['auth.alg-allowlist', 'jwt-no-algorithms', 'jwt-verify'],
    ['auth.token-claims', 'jwt-no-claims', 'jwt-verify'],
    ['auth.password-policy', 'weak-password-policy', null],
    ['auth.race-conditions', 'check-then-act', null],
    ['session.cookies', 'insecure-cookie', null],
    ['session.lifetime', 'session-long', 'session-long'],
    ['auth.revocation', 'session-kept', 'session-kept'],
    ['auth.revocation', 'logout-idle', null],
    ['auth.account-state', 'account-state-unasked', null],
    ['auth.refresh-rotation', 'refresh-kept', null],
    ['auth.token-claims', 'jwt-use-unasked', 'jwt-verify'],
    ['auth.enumeration', 'account-told', null],
    ['authz.function-level', 'role-claimed', null],
    ['auth.required-by-default', 'open-files', null],
    ['input.file-upload', 'claimed-type', null],
    ['authz.function-level', 'role-in-page-only', null],
    ['input.redos', 'redos-validator', 'redos-validator'],
    ['error.no-swallowed-exceptions', 'swallowed-exception', null],
    ['error.no-leakage', 'stack-trace-response', 'error-handler'],
    ['error.debug-off', 'debug-mode', null],
    ['server.production', 'dev-server', null],
    ['data.sensitive-in-url', 'secret-in-url', null],
    ['perf.n-plus-one', 'n-plus-one', null],
    ['perf.blocking-io', 'blocking-call', null],
    ['perf.external-calls', 'missing-timeout', null],
    ['cache.bounds', 'cache-without-expiry', null],
    ['cache.isolation', 'cache-not-keyed-by-user', null],
    ['log.structured', 'debug-print', 'structured-log'],
    ['api.cors', 'cors-reflected-origin', null],
    ['api.security-headers', 'security-headers-missing', 'security-headers'],
    ['input.size-limits', 'body-limit-missing', 'body-limit'],
    ['auth.token-expiry', 'jwt-no-expiry', null],
    ['config.validation', 'config-fallback-secret', null],
    ['api.csrf', 'csrf-off', null],
    ['api.csrf', 'optional-form-token', null],
    ['auth.required-by-default', 'optional-signature', null],
  ]

  it.each(table)('%s fails on %s, and not on tests', (id, kind, good) => {
    expect(outcomeOf(id, sourceWith({ patterns: [patternOf(kind)] }))).toMatchObject({
      outcome: 'fail',
      findings: [{ message: 'seen here', location: { line: 10 } }],
    })
    expect(outcomeOf(id, sourceWith({ patterns: [patternOf(kind, {}, IN_TEST)] })).outcome).not.toBe('fail')
    if (good !== null) expect(outcomeOf(id, sourceWith({ examined: [examinedOf(good)] })).outcome).toBe('pass')
  })

  it.each(['auth.revocation', 'auth.account-state', 'auth.refresh-rotation'])('%s holds on a running service alone', (id) => {
    expect(outcomeOf(id, sourceWith()).outcome).toBe('not-verified')
  })

  it('data.trust-boundary fails on a link made from the Host header', () => {
    expect(outcomeOf('data.trust-boundary', sourceWith({ patterns: [patternOf('host-in-link')] }), [], 1).outcome).toBe('fail')
  })

  it.each([
    [900, 'not-applicable'],
    [7200, 'fail'],
  ])('a token of %i seconds: %s', (seconds, outcome) => {
    expect(outcomeOf('auth.token-expiry', sourceWith({ patterns: [patternOf('jwt-long-expiry', { seconds })] })).outcome).toBe(outcome)
  })

  it.each([
    ['credentials', true, 'medium'],
    ['no credentials', false, 'low'],
  ])('any origin with %s', (_, credentials, severity) => {
    expect(outcomeOf('api.cors', sourceWith({ patterns: [patternOf('cors-any-origin', { credentials })] }))).toMatchObject({
      findings: [{ severity }],
    })
  })
})

const signedIn = { guards: [guardOf('authentication')] }
const admin = { guards: [guardOf('authentication'), guardOf('role')] }
const BY_ANY_ADDRESS = { how: 'address-contains', texts: ['/open/'], place: guardOf('authentication').place } as const

describe('controls decided by the route model', () => {
  it.each<[string, string, SourceAnalysis, string]>([
    ['auth.required-by-default', 'every route guarded', sourceWith({ routes: [routeOf('GET /orders', signedIn)] }), 'pass'],
    [
      'auth.required-by-default',
      'a guard that a word in the query string opens',
      sourceWith({ routes: [routeOf('GET /orders', { guards: [{ ...guardOf('authentication'), avoidable: BY_ANY_ADDRESS }] })] }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'the same beside a guard of the route that is asked whatever the address',
      sourceWith({
        routes: [
          routeOf('GET /orders', { guards: [{ ...guardOf('authentication'), avoidable: BY_ANY_ADDRESS }, guardOf('authentication')] }),
        ],
      }),
      'pass',
    ],
    [
      'auth.required-by-default',
      'a write without a guard beside guarded ones',
      sourceWith({
        routes: [
          routeOf('GET /orders', signedIn),
          routeOf('DELETE /orders/{id}', { effects: [effectOf('delete', 'orders', { byRequestId: true })] }),
        ],
      }),
      'fail',
    ],
    ...(
      [
        ['feedback of strangers, who are limited', ['20 in an hour'], 'article_feedback', 'partial'],
        ['feedback of strangers without a limit', [], 'article_feedback', 'fail'],
        ['what strangers make beside their feedback', ['20 in an hour'], 'articles', 'fail'],
      ] as const
    ).map(([name, rateLimits, of, outcome]): [string, string, SourceAnalysis, string] => [
      'auth.required-by-default',
      name,
      sourceWith({
        routes: [
          routeOf('GET /orders', signedIn),
          routeOf('POST /articles/{id}/feedback', { rateLimits, effects: [effectOf('create', of, { byRequestId: true })] }),
        ],
      }),
      outcome,
    ]),
    [
      'auth.required-by-default',
      'an open administrative route',
      sourceWith({ routes: [routeOf('GET /admin', { purpose: 'admin' })] }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'a guard that refuses nobody',
      sourceWith({ routes: [routeOf('GET /orders', { guards: [guardOf('authentication', 'never-refuses')] })] }),
      'fail',
    ],
    ...(
      [
        ['a count that is declared open', 'POST /jobs/viewed', effectOf('update', 'jobs'), 'partial'],
        ['a page for who holds its reference', 'GET /t/{ref}', effectOf('read-one', 'tickets', { byRequestId: true }), 'partial'],
        [
          'a row of somebody that is declared open by its number',
          'GET /orders/{id}',
          effectOf('read-one', 'orders', { byRequestId: true }),
          'fail',
        ],
        ['a list of people that is declared open', 'GET /users', effectOf('read-many', 'users'), 'fail'],
        ['a deletion that is declared open', 'DELETE /jobs/{slug}', effectOf('delete', 'jobs'), 'fail'],
      ] as const
    ).map(([what, route, effect, outcome]): [string, string, ReturnType<typeof sourceWith>, string] => [
      'auth.required-by-default',
      what,
      sourceWith({
        routes: [routeOf('GET /me', signedIn), routeOf(route, { guards: [guardOf('authentication', 'declared-open')], effects: [effect] })],
      }),
      outcome,
    ]),
    [
      'auth.required-by-default',
      'a write that a decorator above its registration was meant to guard',
      sourceWith({ routes: [routeOf('POST /rates', { bypassed: [bypassedOf('authentication', 'above-route')] })] }),
      'fail',
    ],
    [
      'authz.function-level',
      'a role above the registration of a route that asks only who is calling',
      sourceWith({
        routes: [routeOf('POST /rates', { guards: [guardOf('authentication')], bypassed: [bypassedOf('role', 'above-route')] })],
      }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'a deletion beside a guard that is attached to other routes',
      sourceWith({ routes: [routeOf('DELETE /cache', { bypassed: [bypassedOf('authentication', 'elsewhere')] })] }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'a webhook whose signature nobody looks at',
      sourceWith({ routes: [routeOf('POST /hooks/parcels', { bypassed: [bypassedOf('signature', 'unused')] })] }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'a form for strangers before the guard',
      sourceWith({ routes: [routeOf('POST /contact', { bypassed: [bypassedOf('authentication', 'later')] })] }),
      'partial',
    ],
    [
      'auth.required-by-default',
      'a list before the guard',
      sourceWith({ routes: [routeOf('GET /products', { bypassed: [bypassedOf('authentication', 'later')] })] }),
      'partial',
    ],
    [
      'auth.required-by-default',
      'the days on which something is taken',
      sourceWith({
        routes: [
          routeOf('GET /me', signedIn),
          routeOf('GET /rooms/{id}/days', { effects: [effectOf('read-many', 'bookings', { columns: ['day', 'room_id'] })] }),
        ],
      }),
      'partial',
    ],
    [
      'auth.required-by-default',
      'an export that answers any method, beside what is guarded',
      sourceWith({
        routes: [
          routeOf('GET /donors', signedIn),
          routeOf('POST /donors/{id}/thank', signedIn),
          routeOf('ANY /donors/export.csv', { effects: [effectOf('read-many', 'donors')] }),
        ],
      }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'users read by strangers',
      sourceWith({ routes: [routeOf('GET /orders', signedIn), routeOf('GET /users', { effects: [effectOf('read-many', 'users')] })] }),
      'fail',
    ],
    [
      'auth.required-by-default',
      'a public list of products',
      sourceWith({
        routes: [routeOf('GET /orders', signedIn), routeOf('GET /products', { effects: [effectOf('read-many', 'products')] })],
      }),
      'partial',
    ],
    [
      'auth.required-by-default',
      'login and health alone',
      sourceWith({ routes: [routeOf('POST /login', { purpose: 'login' }), routeOf('GET /health', { purpose: 'health' })] }),
      'not-applicable',
    ],
    [
      'authz.function-level',
      'an administrative route for anyone signed in',
      sourceWith({ routes: [routeOf('POST /admin/users', { ...signedIn, purpose: 'admin' })] }),
      'fail',
    ],
    [
      'authz.function-level',
      'a guard of roles that refuses only those it names',
      sourceWith({
        routes: [routeOf('DELETE /posts/{id}', { guards: [guardOf('authentication'), guardOf('role', 'never-refuses')] })],
      }),
      'fail',
    ],
    [
      'authz.function-level',
      'a permission of roles under a name that the framework does not read',
      sourceWith({
        routes: [
          routeOf('POST /refunds', {
            guards: [guardOf('authentication'), { ...guardOf('role', 'never-refuses'), misnamed: 'permission_classes' }],
          }),
        ],
      }),
      'fail',
    ],
    [
      'authz.function-level',
      'a role that a decorator names where no guard reads it',
      sourceWith({
        routes: [
          routeOf('GET /ledgers', {
            guards: [guardOf('authentication'), { ...guardOf('role', 'never-refuses'), isUnread: true }],
          }),
        ],
      }),
      'fail',
    ],
    [
      'authz.object-level',
      'what belongs to any parent, where another list asks whose the parent is',
      sourceWith({
        routes: [
          routeOf('GET /hives/{id}/readings', {
            guards: [guardOf('authentication')],
            effects: [effectOf('read-many', 'Reading', { byRequestId: true })],
          }),
          routeOf('GET /hives/{id}/inspections', {
            guards: [guardOf('authentication')],
            effects: [
              effectOf('read-one', 'Hive', { byRequestId: true, byOwner: true }),
              effectOf('read-many', 'Inspection', { byOwner: true }),
            ],
          }),
        ],
      }),
      'fail',
    ],
    [
      'authz.object-level',
      'what belongs to a parent that is asked for as one of the caller',
      sourceWith({
        routes: [
          routeOf('GET /hives/{id}/readings', {
            guards: [guardOf('authentication')],
            effects: [
              effectOf('read-one', 'Hive', { byRequestId: true, byOwner: true }),
              effectOf('read-many', 'Reading', { byRequestId: true }),
            ],
          }),
          routeOf('GET /hives/{id}/inspections', {
            guards: [guardOf('authentication')],
            effects: [
              effectOf('read-one', 'Hive', { byRequestId: true, byOwner: true }),
              effectOf('read-many', 'Inspection', { byOwner: true }),
            ],
          }),
        ],
      }),
      'pass',
    ],
    ['api.docs-exposure', 'a page of documentation for whoever asks', sourceWith({ patterns: [patternOf('docs-served')] }), 'fail'],
    [
      'authz.object-level',
      'a guard of owners that lets everybody through',
      sourceWith({
        routes: [
          routeOf('DELETE /rentals/{id}', {
            guards: [guardOf('owner', 'never-refuses'), guardOf('authentication')],
            effects: [effectOf('delete', 'rentals', { byRequestId: true })],
          }),
        ],
      }),
      'fail',
    ],
    [
      'authz.function-level',
      'an administrative route for administrators',
      sourceWith({ routes: [routeOf('POST /admin/users', { ...admin, purpose: 'admin' })] }),
      'pass',
    ],
    [
      'authz.object-level',
      'rows that holders of a role make as their own, changed by any of them',
      sourceWith({
        routes: [
          routeOf('POST /events', { ...admin, effects: [effectOf('create', 'events', { byOwner: true })] }),
          routeOf('PATCH /events/{id}', { ...admin, effects: [effectOf('update', 'events', { byRequestId: true })] }),
        ],
      }),
      'fail',
    ],
    [
      'authz.object-level',
      'rows of customers, changed by those whose role it is',
      sourceWith({
        routes: [
          routeOf('POST /tickets', { ...signedIn, effects: [effectOf('create', 'tickets', { byOwner: true })] }),
          routeOf('PATCH /tickets/{id}', { ...admin, effects: [effectOf('update', 'tickets', { byRequestId: true })] }),
        ],
      }),
      'not-applicable',
    ],
    [
      'authz.object-level',
      'rows that only administrators write, read by anybody who is signed in',
      sourceWith({
        routes: [
          routeOf('PUT /rooms/{id}', { ...admin, effects: [effectOf('update', 'rooms', { byRequestId: true })] }),
          routeOf('GET /rooms/{id}', { ...signedIn, effects: [effectOf('read-one', 'rooms', { byRequestId: true })] }),
        ],
      }),
      'pass',
    ],
    [
      'authz.function-level',
      'a ban that any signed-in caller may utter',
      sourceWith({ routes: [routeOf('POST /members/{id}/ban', signedIn)] }),
      'fail',
    ],
    ['authz.function-level', 'a ban by those whose role it is', sourceWith({ routes: [routeOf('POST /members/{id}/ban', admin)] }), 'pass'],
    [
      'authz.object-level',
      'an update by id without the owner',
      sourceWith({
        routes: [routeOf('PATCH /orders/{id}', { ...signedIn, effects: [effectOf('update', 'orders', { byRequestId: true })] })],
      }),
      'fail',
    ],
    [
      'authz.object-level',
      'an update by id and owner',
      sourceWith({
        routes: [
          routeOf('PATCH /orders/{id}', { ...signedIn, effects: [effectOf('update', 'orders', { byRequestId: true, byOwner: true })] }),
        ],
      }),
      'pass',
    ],
    [
      'authz.object-level',
      'a handler that compares the owner after loading',
      sourceWith({
        routes: [
          routeOf('GET /orders/{id}', {
            guards: [guardOf('authentication'), guardOf('owner')],
            effects: [effectOf('read-one', 'orders', { byRequestId: true })],
          }),
        ],
      }),
      'pass',
    ],
    [
      'authz.object-level',
      'what strangers may read too',
      sourceWith({
        routes: [
          routeOf('GET /products/{id}', { effects: [effectOf('read-one', 'products', { byRequestId: true })] }),
          routeOf('GET /my/products/{id}', { ...signedIn, effects: [effectOf('read-one', 'products', { byRequestId: true })] }),
        ],
      }),
      'pass',
    ],
    [
      'authz.object-level',
      'bookings that are asked with their owner elsewhere, shown to strangers by a route without a guard',
      sourceWith({
        routes: [
          routeOf('GET /courses/{id}/attendance', { effects: [effectOf('read-many', 'bookings', { byRequestId: true })] }),
          routeOf('GET /bookings', { ...signedIn, effects: [effectOf('read-many', 'bookings', { byOwner: true })] }),
          routeOf('GET /bookings/{id}', { ...signedIn, effects: [effectOf('read-one', 'bookings', { byRequestId: true })] }),
        ],
      }),
      'fail',
    ],
    [
      'authz.object-level',
      'entries of a board that whoever is signed in may list, each made by somebody',
      sourceWith({
        routes: [
          routeOf('GET /boards/{id}', { ...signedIn, effects: [effectOf('read-many', 'entries', { byRequestId: true })] }),
          routeOf('POST /boards/{id}', { ...signedIn, effects: [effectOf('create', 'entries', { byOwner: true })] }),
          routeOf('GET /entries/{id}', { ...signedIn, effects: [effectOf('read-one', 'entries', { byRequestId: true })] }),
        ],
      }),
      'pass',
    ],
    [
      'authz.object-level',
      'entries that some list as their own',
      sourceWith({
        routes: [
          routeOf('GET /boards/{id}', { ...signedIn, effects: [effectOf('read-many', 'entries', { byRequestId: true })] }),
          routeOf('GET /entries', { ...signedIn, effects: [effectOf('read-many', 'entries', { byOwner: true })] }),
          routeOf('GET /entries/{id}', { ...signedIn, effects: [effectOf('read-one', 'entries', { byRequestId: true })] }),
        ],
      }),
      'fail',
    ],
    [
      'authz.object-level',
      'administrators',
      sourceWith({ routes: [routeOf('DELETE /users/{id}', { ...admin, effects: [effectOf('delete', 'users', { byRequestId: true })] })] }),
      'not-applicable',
    ],
    ['auth.login-throttle', 'a login without a limit', sourceWith({ routes: [routeOf('POST /login', { purpose: 'login' })] }), 'fail'],
    [
      'auth.login-throttle',
      'a login with a limit',
      sourceWith({ routes: [routeOf('POST /login', { purpose: 'login', rateLimits: ['limiter'] })] }),
      'pass',
    ],
    [
      'auth.login-throttle',
      'a new password by a link that was sent',
      sourceWith({ routes: [routeOf('POST /reset/{uid}/{token}', { purpose: 'password-reset' })] }),
      'not-applicable',
    ],
    [
      'auth.login-throttle',
      'a login of GraphQL, where nothing counts',
      sourceWith({ procedures: [routeOf('MUTATION Mutation.signIn', { purpose: 'login' })] }),
      'fail',
    ],
    [
      'auth.login-throttle',
      'a login of GraphQL beside something that counts',
      sourceWith({
        procedures: [routeOf('MUTATION Mutation.signIn', { purpose: 'login' })],
        packageImports: [{ package: 'graphql-rate-limit', file: 'app.ts', line: 1 }],
      }),
      'not-applicable',
    ],
    [
      'auth.login-throttle',
      'a login of GraphQL behind an address that is limited',
      sourceWith({
        routes: [routeOf('POST /graphql', { rateLimits: ['limiter'] })],
        procedures: [routeOf('MUTATION Mutation.signIn', { purpose: 'login' })],
      }),
      'not-applicable',
    ],
    ['rate.global-limit', 'no limit at all', sourceWith({ routes: [routeOf('GET /orders')] }), 'fail'],
    [
      'rate.global-limit',
      'a limit on some',
      sourceWith({ routes: [routeOf('GET /orders', { rateLimits: ['a'] }), routeOf('GET /items')] }),
      'partial',
    ],
    [
      'rate.global-limit',
      'a limit on one of three',
      sourceWith({ routes: [routeOf('GET /orders', { rateLimits: ['a'] }), routeOf('GET /items'), routeOf('GET /users')] }),
      'fail',
    ],
    [
      'server.health-endpoints',
      'a health route that looks at nothing',
      sourceWith({ routes: [routeOf('GET /health', { purpose: 'health' })], patterns: [patternOf('blind-health')] }),
      'fail',
    ],
    [
      'rate.global-limit',
      'a limit on the login alone',
      sourceWith({ routes: [routeOf('GET /orders'), routeOf('POST /login', { purpose: 'login', rateLimits: ['a'] })] }),
      'fail',
    ],
    ['rate.global-limit', 'a limit on all', sourceWith({ routes: [routeOf('GET /orders', { rateLimits: ['a'] })] }), 'pass'],
    ['api.pagination', 'a page of any size', sourceWith({ patterns: [patternOf('page-size-open')] }), 'fail'],
    ['input.schema-validation', 'an amount below nothing', sourceWith({ patterns: [patternOf('amount-below-nothing')] }), 'fail'],
    ['input.schema-validation', 'a raw body', sourceWith({ routes: [routeOf('POST /orders', { readsRawBody: true })] }), 'partial'],
    [
      'input.schema-validation',
      'a declared body',
      sourceWith({ routes: [routeOf('POST /orders', { body: { name: 'Order', fields: [], extra: 'refused' } })] }),
      'pass',
    ],
    [
      'api.csrf',
      'a cookie session without a token',
      sourceWith({ routes: [routeOf('POST /orders', { ...signedIn, csrf: 'none' })] }),
      'fail',
    ],
    ['api.csrf', 'SameSite alone', sourceWith({ routes: [routeOf('POST /orders', { ...signedIn, csrf: 'same-site' })] }), 'fail'],
    ['api.csrf', 'a protected form', sourceWith({ routes: [routeOf('POST /orders', { ...signedIn, csrf: 'protected' })] }), 'pass'],
    ['api.csrf', 'bearer tokens', sourceWith({ routes: [routeOf('POST /orders', signedIn)] }), 'not-applicable'],
    [
      'api.http-methods',
      'a GET that deletes',
      sourceWith({ routes: [routeOf('GET /orders/{id}/delete', { effects: [effectOf('delete', 'orders', { byRequestId: true })] })] }),
      'fail',
    ],
    [
      'api.http-methods',
      'a page that deletes when its form is sent',
      sourceWith({
        routes: [routeOf('GET /orders/{id}/delete', { testsMethod: true, effects: [effectOf('delete', 'orders', { byRequestId: true })] })],
      }),
      'not-applicable',
    ],
    [
      'authz.function-level',
      'an act whose opposite asks for a role',
      sourceWith({
        routes: [
          routeOf('POST /grants/{id}/approve', { ...signedIn, effects: [effectOf('update', 'grants', { byRequestId: true })] }),
          routeOf('POST /grants/{id}/reject', {
            guards: [guardOf('role')],
            effects: [effectOf('update', 'grants', { byRequestId: true })],
          }),
        ],
      }),
      'fail',
    ],
    [
      'authz.function-level',
      'an act on rows of the caller beside one that asks for a role',
      sourceWith({
        routes: [
          routeOf('POST /grants/{id}/edit', { ...signedIn, effects: [effectOf('update', 'grants', { byRequestId: true, byOwner: true })] }),
          routeOf('POST /grants/{id}/reject', {
            guards: [guardOf('role')],
            effects: [effectOf('update', 'grants', { byRequestId: true })],
          }),
        ],
      }),
      'not-applicable',
    ],
    [
      'authz.object-level',
      'a vote of the caller on what is shared',
      sourceWith({
        routes: [
          routeOf('POST /posts/{id}/vote', {
            ...signedIn,
            effects: [effectOf('read-one', 'posts', { byRequestId: true }), effectOf('create', 'votes', { byOwner: true })],
          }),
        ],
      }),
      'pass',
    ],
    [
      'auth.required-by-default',
      'an export without the guard of its siblings',
      sourceWith({
        routes: [routeOf('GET /donors/export/csv'), routeOf('GET /donors/{id}', signedIn), routeOf('DELETE /donors/{id}', signedIn)],
      }),
      'fail',
    ],
    ['api.http-methods', 'a GET that reads', sourceWith({ routes: [routeOf('GET /orders')] }), 'pass'],
    [
      'api.pagination',
      'an unbounded list',
      sourceWith({ routes: [routeOf('GET /orders', { effects: [effectOf('read-many', 'orders', { isBounded: false })] })] }),
      'fail',
    ],
    [
      'api.pagination',
      'a bounded list',
      sourceWith({ routes: [routeOf('GET /orders', { effects: [effectOf('read-many', 'orders')] })] }),
      'pass',
    ],
    ['server.health-endpoints', 'no health route', sourceWith({ routes: [routeOf('GET /orders')] }), 'fail'],
    ['server.health-endpoints', 'a health route', sourceWith({ routes: [routeOf('GET /health', { purpose: 'health' })] }), 'pass'],
    ['error.handler-coverage', 'Express without a handler', sourceWith({ routes: [routeOf('GET /orders')] }), 'fail'],
    [
      'error.handler-coverage',
      'a framework that answers by itself',
      sourceWith({ routes: [routeOf('GET /orders')], frameworks: ['fastapi'] }),
      'partial',
    ],
    [
      'error.handler-coverage',
      'a handler',
      sourceWith({ routes: [routeOf('GET /orders')], examined: [examinedOf('error-handler')] }),
      'pass',
    ],
    ['server.graceful-shutdown', 'Node without a signal handler', sourceWith({ routes: [routeOf('GET /orders')] }), 'fail'],
    ['server.graceful-shutdown', 'a signal handler', sourceWith({ examined: [examinedOf('graceful-shutdown')] }), 'pass'],
    [
      'server.graceful-shutdown',
      'a Python server',
      sourceWith({ routes: [routeOf('GET /orders')], frameworks: ['flask'] }),
      'not-verified',
    ],
    ['api.exposed-internals', 'an open debug route', sourceWith({ routes: [routeOf('GET /debug/config')] }), 'fail'],
    ['api.exposed-internals', 'open metrics', sourceWith({ routes: [routeOf('GET /metrics', { purpose: 'metrics' })] }), 'fail'],
    [
      'api.exposed-internals',
      'guarded metrics',
      sourceWith({ routes: [routeOf('GET /metrics', { ...signedIn, purpose: 'metrics' })] }),
      'pass',
    ],
    [
      'api.exposed-internals',
      'a product named debugger',
      sourceWith({ routes: [routeOf('GET /products/debugger-3000')] }),
      'not-applicable',
    ],
    ['api.docs-exposure', 'open documentation', sourceWith({ routes: [routeOf('GET /docs', { purpose: 'docs' })] }), 'fail'],
    [
      'api.docs-exposure',
      'guarded documentation',
      sourceWith({ routes: [routeOf('GET /docs', { ...signedIn, purpose: 'docs' })] }),
      'pass',
    ],
    ['api.inventory', 'an open old version', sourceWith({ routes: [routeOf('GET /api/v0/users')] }), 'fail'],
    [
      'api.inventory',
      'an open version beside a guarded one',
      sourceWith({ routes: [routeOf('GET /api/v1/users/{id}'), routeOf('GET /api/users/{user}', signedIn)] }),
      'fail',
    ],
    [
      'api.inventory',
      'a guarded version beside an open one',
      sourceWith({ routes: [routeOf('GET /api/v1/users', signedIn), routeOf('GET /api/v2/users')] }),
      'pass',
    ],
    ['api.inventory', 'current versions alone', sourceWith({ routes: [routeOf('GET /api/v2/users')] }), 'pass'],
    ['rate.shared-store', 'limits in memory', sourceWith({ examined: [examinedOf('rate-limiter')] }), 'partial'],
    ['rate.shared-store', 'limits in a shared store', sourceWith({ examined: [examinedOf('shared-rate-store')] }), 'pass'],
    ['proxy.compression', 'compression in the source', sourceWith({ examined: [examinedOf('compression')] }), 'pass'],
    ['proxy.compression', 'nothing recognised', sourceWith(), 'not-verified'],
    ['db.pool', 'a configured pool', sourceWith({ examined: [examinedOf('pool')] }), 'pass'],
    ['ops.error-tracking', 'error tracking', sourceWith({ examined: [examinedOf('error-tracking')] }), 'pass'],
    ['ops.monitoring', 'metrics', sourceWith({ examined: [examinedOf('metrics')] }), 'pass'],
    ['log.audit-trail', 'audit records', sourceWith({ examined: [examinedOf('audit-log')] }), 'pass'],
    ['config.validation', 'validated configuration', sourceWith({ examined: [examinedOf('config-validation')] }), 'pass'],
  ])('%s: %s', (id, _, source, outcome) => {
    expect(outcomeOf(id, source).outcome).toBe(outcome)
  })

  it('doubts what a hook of the whole application admits', () => {
    const central = { ...guardOf('authentication'), level: 'application' as const }
    const source = sourceWith({ routes: [routeOf('POST /admin/users', { guards: [central], purpose: 'admin' })] })
    expect(outcomeOf('authz.function-level', source)).toMatchObject({
      outcome: 'fail',
      findings: [{ confidence: 'possible', severity: 'medium' }],
    })
  })

  it('is graver where a request was followed to a call that makes objects', () => {
    const source = sourceWith({ patterns: [patternOf('unsafe-deserialiser')] })
    expect(outcomeOf('input.deserialization', source)).toMatchObject({ outcome: 'fail', findings: [{ severity: 'high' }] })
  })

  it.each([
    ['shares a session with another part', 'SharedLoginMiddleware', 'partial'],
    ['is called authentication and admits everybody', 'AuthMiddleware', 'fail'],
  ])('a middleware that %s', (_, name, outcome) => {
    const guard = { ...guardOf('authentication', 'never-refuses'), name, level: 'application' as const }
    const source = sourceWith({ routes: [routeOf('GET /orders', signedIn), routeOf('GET /channels', { guards: [guard] })] })
    expect(outcomeOf('auth.required-by-default', source).outcome).toBe(outcome)
  })

  it('takes the user at their word on public routes', () => {
    const source = sourceWith({
      routes: [routeOf('GET /orders', signedIn), routeOf('POST /contact', { effects: [effectOf('create', 'messages')] })],
    })
    expect(outcomeOf('auth.required-by-default', source).outcome).toBe('fail')
    expect(outcomeOf('auth.required-by-default', source, ['POST /contact']).outcome).toBe('pass')
  })
})
