import { Histogram } from '@assay/load'
import type { Evidence, Exchange, Report, TrialEvidence } from 'assay'
import { exchangeEvidence } from '../../audit/src/model/evidence.ts'
import { type Finding, fail, notApplicable, notVerified, partial, pass } from '../../audit/src/model/outcome.ts'
import { controlThat, EMPTY_RUN, INJECTION, LIVE, sampleReport } from '../../audit/test/sample-report.ts'

type Performance = NonNullable<Report['performance']>
type Measurement = Performance['distribution']

/** What a hostile target would like to say. */
export const HOSTILE = '</script><img src=x onerror="document.title=1"><b id=hostile>'

const exchange = (id: string, status: number): Exchange => ({
  id,
  method: 'GET',
  url: `http://127.0.0.1:3000/orders/7?q=${id}`,
  requestHeaders: [['accept', 'application/json']],
  requestBody: '',
  status,
  responseHeaders: [
    ['Set-Cookie', 'a=***'],
    ['Set-Cookie', 'b=***'],
    ['X-Echo', HOSTILE],
  ],
  responseBody: `{"note":"${HOSTILE}"}`,
  responseBytes: 80,
  durationMs: 2.5,
  identity: 'user-b',
  error: '',
})

const TRIAL: TrialEvidence = {
  kind: 'trial',
  probe: 'objects: read by a stranger',
  baseline: exchangeEvidence(exchange('base', 200)),
  control: exchangeEvidence(exchange('control', 404)),
  attempts: ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((id) => exchangeEvidence(exchange(id, 200), 'x-echo')),
  reproduced: { count: 3, of: 3 },
  effect: 'the object of another user was read',
}

/** Each kind once, with the tab it opens under. */
export const EVERY_KIND: readonly (readonly [tab: string, shows: string, evidence: Evidence])[] = [
  ['Live proof', 'the object of another user was read', TRIAL],
  ['Path', 'const { q } = request.query', INJECTION.evidence[0]],
  ['Code', 'find(order)', { kind: 'source', file: 'src/a.ts', line: 4, symbol: 'find', snippet: 'find(order)\nreturn order' }],
  ['Configuration', 'USER root', { kind: 'configuration', file: 'Dockerfile', line: 2, key: 'USER', snippet: 'USER root' }],
  ['Numbers', '612', { kind: 'measurement', metric: 'p95', value: 612, unit: 'ms', samples: 900, lower: 590, upper: 640, budget: 500 }],
  [
    'Examined',
    'GET /orders/{id}',
    { kind: 'inventory', what: 'routes answered', count: 41, of: 44, items: ['GET /orders/{id}', 'GET /orders/{id}'] },
  ],
  [
    'Dependency',
    'left-out 1.0.0',
    { kind: 'dependency', ecosystem: 'npm', name: 'left-out', version: '1.0.0', file: 'package.json', line: 9, fixedIn: '1.0.1' },
  ],
  ['Statement', 'Restored on a copy', { kind: 'statement', text: 'Restored on a copy', owner: 'platform team', date: '2026-05-01' }],
]

const [first, ...others] = EVERY_KIND.map(([, , evidence]) => evidence)
const EVERYTHING: Finding = {
  message: `Everything at once ${HOSTILE}`,
  cwe: [639],
  severity: 'critical',
  confidence: 'confirmed',
  location: { kind: 'route', method: 'GET', path: '/orders/{id}', file: 'src/orders.ts', line: 12 },
  evidence: [first ?? TRIAL, ...others],
}

const many = (count: number): Finding[] =>
  Array.from({ length: count }, (_, at) => ({
    message: `Query ${at + 1} is built from text`,
    cwe: [89],
    severity: 'medium',
    location: { kind: 'source', file: `src/module-${at}.ts`, line: at + 1, symbol: `query${at}`, snippet: `execute(${at})` },
    evidence: [{ kind: 'source', file: `src/module-${at}.ts`, line: at + 1, snippet: `execute(${at})` }],
  }))

const seen = { kind: 'inventory', what: 'guards', count: 3, of: 3, items: ['a', 'b', 'c'] } as const

/** A report with something in every section. */
export function fullReport(findingsOfOneControl = 30): Report {
  const [one = LIVE, ...rest] = many(findingsOfOneControl)
  const report = sampleReport({ ...EMPTY_RUN, profile: 'standard' }, [
    controlThat('authz.everything', fail(EVERYTHING, LIVE), { severity: 'critical' }),
    controlThat('input.many', fail(one, ...rest), { severity: 'medium', layer: 'infrastructure' }),
    controlThat('input.path', fail(INJECTION), { severity: 'critical' }),
    controlThat('auth.holds', pass(seen)),
    controlThat('auth.partly', partial('one of two places', [seen]), { layer: 'operations' }),
    controlThat('tls.absent', notApplicable('no upload route in 37 routes', seen)),
    controlThat('tls.example', notVerified('no-identity', 'nobody could log in'), { layer: 'infrastructure' }),
    controlThat('ops.later', notVerified('not-implemented', 'no check yet'), { layer: 'operations' }),
  ])
  const [accepted] = report.findings.filter(({ control }) => control === 'input.many')
  return {
    ...report,
    findings: report.findings.map((finding) =>
      finding === accepted
        ? {
            ...finding,
            status: 'accepted-risk',
            suppression: { kind: 'accepted-risk', reason: 'kept until June', owner: 'team a', expires: '2026-06-10' },
          }
        : finding,
    ),
    performance: performance(),
    capacity: capacity(),
    bottleneck: { name: 'event loop', because: 'at 410 requests a second its one working process kept 0.99 cores busy' },
    database: database(),
    scope: {
      ...report.scope,
      operations: [
        { operation: 'GET /orders', coverage: 'tested', because: '' },
        { operation: 'POST /orders', coverage: 'not', because: 'no identity' },
      ],
      notGathered: [{ fact: 'redos', reason: 'skipped-by-user', because: 'runs only when asked' }],
      warnings: ['one file was cut'],
    },
    comparison: {
      baseline: 'run-1',
      new: [report.findings[0]?.fingerprint ?? ''],
      fixed: [{ fingerprint: 'a1-gone', control: 'auth.holds', message: 'Tokens never expired' }],
      unchanged: [],
      noLongerVerifiable: [],
      delta: { result: 2.5, proof: -1 },
      because: '',
    },
  }
}

function performance(): Performance {
  const measured = measurement(null)
  const endpoint = { ...measured, name: `GET /orders ${HOSTILE}`, method: 'GET', path: '/orders' }
  const spoiled = { ...measurement('the generator was saturated'), name: 'GET /slow', method: 'GET', path: '/slow' }
  return {
    base: 'http://127.0.0.1:3000',
    quick: false,
    distribution: measured,
    endpoints: [endpoint, spoiled],
    concurrent: measured,
    database: { assessed: false, because: 'no endpoint is known to ask the database' },
    sustained: measured,
    process: { state: 'known', pid: 7, samples: [0, 1000, 2000, 3000].map(sampleAt) },
    leak: { verdict: 'not-assessable', because: 'memory was watched for 3 s' },
    durationMs: 31_000,
    notes: ['a note of the run'],
    aborted: false,
  }
}

function capacity(): NonNullable<Report['capacity']> {
  return {
    found: {
      ratePerSecond: 372,
      lower: 350,
      upper: 391,
      servers: 1,
      maxPerSecond: 410,
      misfit: false,
      url: 'http://127.0.0.1:3000',
      slo: { quantile: 0.95, limitMs: 500 },
      probes: [
        { ratePerSecond: 360, requests: 1800, late: 12, latencyMs: 240, void: null },
        { ratePerSecond: 380, requests: 1900, late: 150, latencyMs: 620, void: null },
      ],
      saturation: [1, 2, 4, 8, 16, 32, 64].map((concurrency) => ({ concurrency, ratePerSecond: 410 * (1 - Math.exp(-concurrency / 4)) })),
      scalability: null,
      void: null,
      durationMs: 27_000,
      aborted: false,
    },
    saturation: {
      concurrency: 32,
      ratePerSecond: 410,
      meanMs: 78,
      errors: 0,
      cores: { service: 1, busiestProcess: 0.99, processes: 1 },
      generatorCores: 0.2,
      machineCores: 2,
    },
    spike: { ratePerSecond: 744, durationMs: 3000, requests: 2232, failed: {}, beforeMs: 2.4, recoveryMs: 1900, watchedMs: 15_000 },
  }
}

function database(): NonNullable<Report['database']> {
  const statement = {
    kind: 'select',
    role: 'app',
    tables: ['public.orders'],
    calls: 400,
    meanMs: 0.4,
    maxMs: 9,
    rowsPerCall: 20,
    blocksPerCall: 31,
    rowsReadPerCall: 20,
    plan: {
      how: 'generic',
      cost: 8.3,
      lines: ['Index Scan using orders_pkey on orders', '  Index Cond: (id = $1)'],
      scans: [{ table: 'public.orders', kind: 'index', index: 'orders_pkey', filter: '', tableRows: 30_000 }],
      because: '',
    },
  } as const
  return {
    engine: 'postgresql',
    version: '15.18',
    address: '127.0.0.1:5432/shop',
    isDisposable: false,
    statementSource: 'statistics',
    notTried: [],
    statements: [
      { ...statement, id: 'q1', text: 'SELECT * FROM orders ORDER BY created_at DESC LIMIT $1' },
      { ...statement, id: 'q2', text: `SELECT name FROM customers WHERE id = $1 /* ${HOSTILE} */` },
    ],
    endpoints: [
      {
        endpoint: 'GET /orders',
        method: 'GET',
        path: '/orders',
        requests: 20,
        failures: {},
        statements: [
          { statement: 'q1', callsPerRequest: 1, calls: [1, 1], rowsPerCall: 20, meanMs: 0.4, medianMs: 0.4, maxMs: 2 },
          { statement: 'q2', callsPerRequest: 20, calls: [20, 20], rowsPerCall: 1, meanMs: 0.1, medianMs: 0.1, maxMs: 1 },
        ],
        databaseMs: { samples: 20, p50: 4.1, p95: 6, max: 9 },
        latencyMs: { samples: 20, p50: 7.5, p95: 11, max: 14 },
        growth: {
          by: 'query limit',
          statements: [
            {
              statement: 'q2',
              points: [
                { size: 5, items: 5, calls: 5 },
                { size: 20, items: 20, calls: 20 },
              ],
              slope: 1,
            },
          ],
        },
        transactionsPerRequest: 1,
        connectionsOpenedPerRequest: 0,
        connectionsKept: null,
        idleInTransactionMs: null,
        repeated: null,
        durationMs: 900,
      },
    ],
    tables: [],
    indexes: [],
    missingIndexes: [],
    settings: [],
    roles: [],
    connections: { limit: 100, reserved: 3, atStart: 6, atEnd: 6, mostSeen: 11, idleInTransaction: [] },
    pool: null,
    lockWaits: [],
    deadlocks: null,
    statementLimit: null,
    buffers: { hits: 900, reads: 4 },
    statisticsSince: null,
    machine: null,
    sizeBytes: 9e6,
  }
}

function measurement(reason: string | null): Measurement {
  const histogram = new Histogram()
  for (let at = 1; at <= 1000; at++) histogram.record(100 * at)
  const estimate = (value: number) => ({ value, lower: value * 0.9, upper: value * 1.1, confidence: 0.95 })
  return {
    description: 'closed model: 50 users',
    model: { kind: 'closed' },
    connections: 50,
    requests: 1000,
    errors: 3,
    errorRate: { ...estimate(0.003), upper: null },
    errorClasses: {},
    statuses: { 200: 997, 500: 3 },
    durationMs: 5000,
    ratePerSecond: 200,
    latencyMs: {
      p50: estimate(50),
      p90: estimate(90),
      p95: estimate(95),
      p99: { ...estimate(99), upper: null },
      min: 0.1,
      max: 100,
      mean: 50,
    },
    drift: { direction: 'rising', relativeChange: 0.3, probability: 0.001, blocks: 30 },
    histogram: histogram.serialize(),
    timeline: [0, 1000, 2000, 3000].map((startMs) => ({
      startMs,
      durationMs: 1000,
      requests: 200,
      errors: 0,
      ratePerSecond: 200,
      p50Ms: 50,
      p95Ms: 95 + startMs / 100,
      p99Ms: 99,
      maxMs: 100,
    })),
    void: reason,
    notes: [],
    generatorCpuMs: 10,
  }
}

function sampleAt(atMs: number) {
  return { atMs, processes: 1, threads: 8, cpuMs: atMs / 2, rssBytes: 9e7 + atMs, pssBytes: null, descriptors: 20, contextSwitches: 5 }
}
