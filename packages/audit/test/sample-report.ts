import { judge } from '../src/judge/judge.ts'
import { POLICY } from '../src/judge/policy.ts'
import { type Control, defineControl, fromSource } from '../src/model/control.ts'
import { known } from '../src/model/facts.ts'
import { type Finding, fail, notVerified, type Outcome, pass } from '../src/model/outcome.ts'
import type { Report } from '../src/model/report.ts'
import type { Run } from '../src/model/run.ts'

/** A run whose facts are nothing but the time; what its controls conclude is given. */
export const EMPTY_RUN: Run = {
  schemaVersion: '1.0',
  id: 'sample',
  profile: 'static',
  intensity: 'active',
  facts: {
    now: known('2026-06-01T00:00:00.000Z'),
    target: known({ name: 'shop', sourceRoot: '.', baseUrl: null, startedByUs: false, commit: null, isDirty: null }),
  },
  suppressions: [],
  suppressionWarnings: [],
  only: null,
  skip: [],
  budgets: {},
  selfCheck: { state: 'not-run', because: 'run assay doctor once' },
  warnings: [],
  environment: {
    node: '24.0.0',
    platform: 'linux x64',
    cpu: 'test',
    cores: 2,
    memoryMb: 1024,
    loadAverage: 0,
    startedAt: '2026-06-01T00:00:00.000Z',
    finishedAt: '2026-06-01T00:00:01.000Z',
    timingsMs: {},
    seed: 1,
    options: {},
  },
}

export function controlThat(id: string, outcome: Outcome, change: Partial<Control> = {}): Control {
  return defineControl({
    id,
    title: `${id} holds`,
    why: 'Otherwise not.',
    layer: 'application',
    wave: 1,
    severity: 'high',
    strengthNeeded: 'read',
    standards: { cwe: [89], owaspTop10: ['A05:2025'] },
    documents: ['B-1'],
    verifiedBy: { static: 'by reading' },
    passesWhen: 'it holds',
    failsWhen: 'it does not',
    fix: { node: 'mend <it>' },
    effortHours: [1, 2],
    checks: [fromSource(['now'], () => outcome)],
    ...change,
  })
}

export const INJECTION: Finding = {
  message: 'Query parameter q reaches "execute" <script>alert(1)</script> & more',
  cwe: [89],
  severity: 'critical',
  location: { kind: 'source', file: 'src/my app.ts', line: 7, symbol: 'find', snippet: 'execute(`...${q}`)' },
  evidence: [
    {
      kind: 'path',
      steps: [
        { file: 'src/my app.ts', line: 3, symbol: 'find', snippet: 'const { q } = request.query', what: 'read from the query string' },
        { file: 'src/my app.ts', line: 7, symbol: 'find', snippet: 'execute(`...${q}`)', what: 'becomes the query' },
      ],
    },
  ],
}

export const LIVE: Finding = {
  message: '=cmd() answers strangers',
  cwe: [306],
  confidence: 'confirmed',
  location: { kind: 'route', method: 'GET', path: '/orders/{id}' },
  evidence: [{ kind: 'inventory', what: 'routes', count: 1, of: 2, items: ['GET /orders/{id}'] }],
}

export const SAMPLE_CONTROLS: readonly Control[] = [
  controlThat('auth.example', pass({ kind: 'inventory', what: 'guards', count: 1, of: 1, items: ['a'] })),
  controlThat('input.example', fail(INJECTION, LIVE)),
  controlThat('tls.example', notVerified('no-identity', 'nobody could log in')),
  controlThat('tls.broken', notVerified('tool-error', 'the check threw')),
]

export function sampleReport(run: Run = EMPTY_RUN, controls = SAMPLE_CONTROLS): Report {
  return judge(run, { controls, policy: POLICY })
}
