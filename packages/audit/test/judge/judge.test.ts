import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import { POLICY } from '../../src/judge/policy.ts'
import { fail, pass } from '../../src/model/outcome.ts'
import type { Suppression } from '../../src/model/run.ts'
import { controlThat, EMPTY_RUN, INJECTION, LIVE, SAMPLE_CONTROLS, sampleReport } from '../sample-report.ts'

const options = { controls: SAMPLE_CONTROLS, policy: POLICY }
const suppression = (change: Partial<Suppression>): Suppression => ({
  fingerprint: null,
  control: 'input.example',
  scope: null,
  kind: 'accepted-risk',
  reason: 'known and tolerated',
  owner: 'team',
  created: '2026-05-20',
  expires: '2026-06-10',
  evidence: null,
  ...change,
})

describe('judging a run', () => {
  it('gives the same bytes each time', () => {
    expect(JSON.stringify(judge(EMPTY_RUN, options))).toBe(JSON.stringify(judge(structuredClone(EMPTY_RUN), options)))
  })

  it('keeps the fingerprint when lines move, and tells twins in one function apart', () => {
    const moved = { ...INJECTION, location: { ...INJECTION.location, line: 99 } } as typeof INJECTION
    const [before] = judge(EMPTY_RUN, { ...options, controls: [controlThat('input.example', fail(INJECTION))] }).findings
    const [after] = judge(EMPTY_RUN, { ...options, controls: [controlThat('input.example', fail(moved))] }).findings
    expect(after?.fingerprint).toBe(before?.fingerprint)
    const both = judge(EMPTY_RUN, { ...options, controls: [controlThat('input.example', fail(INJECTION, moved))] }).findings
    expect(new Set(both.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })

  it('turns a throwing check into not-verified and goes on', () => {
    const broken = controlThat('auth.broken', pass({ kind: 'inventory', what: 'x', count: 1, of: 1, items: [] }), {
      checks: [
        {
          method: 'static',
          needs: ['now'],
          settles: false,
          refutes: null,
          decide: () => {
            throw new Error('out of luck')
          },
        },
      ],
    })
    expect(judge(EMPTY_RUN, { ...options, controls: [broken] }).controls).toMatchObject([
      { outcome: 'not-verified', reason: 'tool-error', because: 'the check threw: out of luck' },
    ])
  })

  it('makes one confirmed finding of a path and the probe that exploits its route', () => {
    const route = { method: 'GET', path: '/orders/{id}' }
    const path = { ...INJECTION, cwe: [306] as const, location: { ...INJECTION.location, route } } as typeof INJECTION
    const control = controlThat('input.example', fail(path), {
      verifiedBy: { static: 's', live: 'l' },
      checks: [
        { method: 'static', needs: ['now'], settles: false, refutes: null, decide: () => fail(path) },
        { method: 'live', needs: ['now'], settles: false, refutes: null, decide: () => fail(LIVE) },
      ],
    })
    const { findings } = judge({ ...EMPTY_RUN, profile: 'standard' }, { ...options, controls: [control] })
    expect(findings).toMatchObject([
      { confidence: 'confirmed', strength: 'observed', methods: ['static', 'live'], location: { kind: 'source' } },
    ])
  })
})

it.each<['medium' | undefined, 'critical' | 'medium']>([
  [undefined, 'critical'],
  ['medium', 'medium'],
])('what a probe confirmed with severity %s weighs %s, whatever reading dared to say', (said, severity) => {
  const route = { method: 'GET', path: '/orders/{id}' }
  const doubt = {
    ...INJECTION,
    cwe: [306] as const,
    confidence: 'possible',
    severity: 'low',
    location: { ...INJECTION.location, route },
  } as typeof INJECTION
  const seen = { ...LIVE, ...(said === undefined ? {} : { severity: said }) }
  const control = controlThat('input.example', fail(doubt), {
    severity: 'critical',
    verifiedBy: { static: 's', live: 'l' },
    checks: [
      { method: 'static', needs: ['now'], settles: false, refutes: null, decide: () => fail(doubt) },
      { method: 'live', needs: ['now'], settles: false, refutes: null, decide: () => fail(seen) },
    ],
  })
  expect(judge({ ...EMPTY_RUN, profile: 'standard' }, { ...options, controls: [control] }).findings).toMatchObject([{ severity }])
})

it.each<[string, string | undefined, string[]]>([
  ['several parameters were read', undefined, ['sort']],
  ['the parameter that was tried was read', 'sort', ['sort']],
  ['another parameter was read', 'filter', ['filter', 'query sort']],
])('joins what was tried with what was read: %s', (_name, parameter, told) => {
  const route = { method: 'GET', path: '/orders/{id}' }
  const place = parameter === undefined ? route : { ...route, parameter }
  const read = { ...INJECTION, cwe: [89], location: { ...INJECTION.location, route: place } } as typeof INJECTION
  const tried = { ...LIVE, cwe: [89], location: { kind: 'route', ...route, parameter: 'query sort' } } as typeof LIVE
  const control = controlThat('input.example', fail(read), {
    verifiedBy: { static: 's', live: 'l' },
    checks: [
      { method: 'static', needs: ['now'], settles: false, refutes: null, decide: () => fail(read) },
      { method: 'live', needs: ['now'], settles: false, refutes: null, decide: () => fail(tried) },
    ],
  })
  const { findings } = judge({ ...EMPTY_RUN, profile: 'standard' }, { ...options, controls: [control] })
  const named = findings.map(({ location }) =>
    location.kind === 'source' ? location.route?.parameter : location.kind === 'route' ? location.parameter : '',
  )
  expect(named.sort()).toEqual(told)
})

it('joins trials of several routes with the one place that they reach', () => {
  const [orders, carts, users] = ['/orders/{id}', '/carts/{id}', '/users/{id}'].map((path) => ({ method: 'GET', path }))
  if (orders === undefined || carts === undefined || users === undefined) throw new Error('three routes')
  const place = { ...INJECTION, cwe: [89], location: { ...INJECTION.location, route: orders, alsoRoutes: [carts] } } as typeof INJECTION
  const tried = [orders, carts, users].map((route) => ({ ...LIVE, cwe: [89], location: { kind: 'route', ...route } }) as typeof LIVE)
  const control = controlThat('input.example', fail(place), {
    verifiedBy: { static: 's', live: 'l' },
    checks: [
      { method: 'live', needs: ['now'], settles: false, refutes: null, decide: () => fail(tried[0] ?? LIVE, ...tried.slice(1)) },
      { method: 'static', needs: ['now'], settles: false, refutes: null, decide: () => fail(place) },
    ],
  })
  const { findings } = judge({ ...EMPTY_RUN, profile: 'standard' }, { ...options, controls: [control] })
  const injections = findings.filter(({ cwe }) => cwe[0] === 89)
  expect(injections.find(({ location }) => location.kind === 'source')).toMatchObject({
    methods: ['static', 'live'],
    confidence: 'confirmed',
    evidence: [{}, {}, {}],
  })
  expect(injections.filter(({ location }) => location.kind === 'route')).toMatchObject([{ location: users, methods: ['live'] }])
})

it.each<[string, string[], number[], number[]]>([
  ['the routes of one view are one finding', ['GET /a', 'PUT /a', 'DELETE /a/{id}'], [4, 4, 4], [3]],
  ['those of two lines are two', ['GET /a', 'PUT /a', 'DELETE /a/{id}'], [4, 4, 9], [2, 1]],
  ['two matters of one route stay two', ['GET /a', 'GET /a'], [4, 4], [1, 1]],
])('joins what was read at one place: %s', (_name, routes, lines, told) => {
  const found = routes.map((text, index) => {
    const [method = '', path = ''] = text.split(' ')
    const severity = index === 0 ? 'low' : 'high'
    const location = { ...INJECTION.location, line: lines[index] ?? 1, route: { method, path } }
    const evidence = [{ kind: 'source', file: 'src/views.py', line: 4, snippet: 'class View:' }]
    return { ...INJECTION, message: text, severity, location, evidence } as unknown as typeof INJECTION
  })
  const [first = INJECTION, ...rest] = found
  const control = controlThat('input.example', fail(first, ...rest), {
    verifiedBy: { static: 's' },
    checks: [{ method: 'static', needs: ['now'], settles: false, refutes: null, decide: () => fail(first, ...rest) }],
  })
  const { findings } = judge({ ...EMPTY_RUN, profile: 'static' }, { ...options, controls: [control] })
  const counts = findings.map(({ location }) => (location.kind === 'source' ? 1 + (location.alsoRoutes?.length ?? 0) : 0))
  expect(counts.sort((a, b) => b - a)).toEqual(told)
  if (told[0] === 3)
    expect(findings).toMatchObject([{ severity: 'high', message: expect.stringMatching(/^PUT \/a; the same for 2 more routes/) }])
})

describe('suppressions', () => {
  const outcomeWith = (suppressions: Suppression[]) => {
    const report = judge(
      { ...EMPTY_RUN, suppressions },
      { ...options, controls: [controlThat('input.example', fail({ ...LIVE, severity: 'high' }))] },
    )
    return { outcome: report.controls[0]?.outcome, status: report.findings[0]?.status, warnings: report.scope.warnings }
  }

  it.each<[string, Suppression[], string, string]>([
    ['none', [], 'fail', 'open'],
    ['accepted', [suppression({})], 'accepted-risk', 'accepted-risk'],
    ['called false', [suppression({ kind: 'false-positive' })], 'pass', 'suppressed'],
    ['expired', [suppression({ expires: '2026-05-30' })], 'fail', 'open'],
    ['lasting too long', [suppression({ expires: '2027-06-01' })], 'fail', 'open'],
    ['of another control', [suppression({ control: 'auth.example' })], 'fail', 'open'],
    ['in scope', [suppression({ scope: 'GET /orders/**' })], 'accepted-risk', 'accepted-risk'],
    ['out of scope', [suppression({ scope: 'GET /users/**' })], 'fail', 'open'],
  ])('%s', (_, suppressions, outcome, status) => {
    expect(outcomeWith(suppressions)).toMatchObject({ outcome, status })
  })

  it('says which are inactive or unused', () => {
    expect(outcomeWith([suppression({ expires: '2026-05-30' })]).warnings).toMatchObject([expect.stringContaining('expired')])
    expect(outcomeWith([suppression({ control: 'auth.example' })]).warnings).toMatchObject([expect.stringContaining('covers nothing')])
  })

  it('cover no critical by a wildcard', () => {
    const report = judge(
      { ...EMPTY_RUN, suppressions: [suppression({ scope: '**' })] },
      { ...options, controls: [controlThat('input.example', fail(INJECTION))] },
    )
    expect(report.findings[0]?.status).toBe('open')
  })
})

describe('comparing with a baseline', () => {
  const baseline = sampleReport()

  it('says new, fixed, unchanged', () => {
    const mended = [
      controlThat('auth.example', fail(LIVE)),
      controlThat('input.example', pass({ kind: 'inventory', what: 'x', count: 1, of: 1, items: [] })),
    ]
    const report = judge(EMPTY_RUN, { controls: mended, policy: POLICY, baseline })
    expect(report.comparison).toMatchObject({
      new: [report.findings[0]?.fingerprint],
      fixed: [{ control: 'input.example' }, { control: 'input.example' }],
      unchanged: [],
      noLongerVerifiable: [],
    })
  })

  it('calls nothing fixed that nobody could look at again', () => {
    const report = judge({ ...EMPTY_RUN, skip: ['input'] }, { ...options, baseline })
    expect(report.comparison).toMatchObject({ fixed: [], noLongerVerifiable: [expect.any(String), expect.any(String)] })
  })

  it('refuses a delta between profiles', () => {
    expect(judge({ ...EMPTY_RUN, profile: 'standard' }, { ...options, baseline }).comparison).toMatchObject({
      delta: null,
      because: 'the baseline used profile static',
    })
  })
})
