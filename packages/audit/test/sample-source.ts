import type {
  AnalysedFile,
  BypassedGuard,
  Examined,
  GuardFact,
  PatternFact,
  PatternKind,
  Place,
  RouteEffect,
  RouteFact,
  SourceAnalysis,
  TaintedPath,
} from '@assay/flow'

/** Facts of a source analysis as object literals, for checks that need no fixture. */

export const PLACE: Place = { file: 'src/app.ts', line: 10, endLine: 10, symbol: 'handler', snippet: 'run(value)' }

const FILE: AnalysedFile = {
  file: 'src/app.ts',
  language: 'javascript',
  role: 'application',
  lines: 100,
  bytes: 3000,
  outcome: 'analysed',
  because: '',
}
const TEST_FILE: AnalysedFile = { ...FILE, file: 'test/app.test.ts', role: 'test' }

export function sourceWith(change: Partial<SourceAnalysis> = {}): SourceAnalysis {
  return {
    files: [FILE, TEST_FILE],
    routes: [],
    procedures: [],
    paths: [],
    patterns: [],
    examined: [],
    packageImports: [],
    frameworks: ['express'],
    totals: { files: 2, lines: 200, bytes: 6000, functions: 5 },
    ...change,
  }
}

export const BROKEN_FILE: AnalysedFile = { ...FILE, file: 'src/broken.ts', outcome: 'failed', because: 'syntax error' }

export function pathOf(kind: TaintedPath['kind'], change: Partial<TaintedPath> = {}): TaintedPath {
  return {
    kind,
    cwe: 89,
    steps: [{ place: PLACE, what: 'read from the query string' }],
    source: PLACE,
    sink: PLACE,
    sinkName: 'run',
    parameter: { in: 'query', name: 'q' },
    route: null,
    confidence: 'high',
    confidenceBecause: 'every step was followed',
    weakSanitizer: null,
    attack: null,
    identity: 'i',
    ...change,
  }
}

export function patternOf(kind: PatternKind, details: PatternFact['details'] = {}, place: Place = PLACE): PatternFact {
  return { kind, cwe: 327, place, message: 'seen here', details, confidence: 'high' }
}

export function examinedOf(kind: Examined['kind'], count = 3): Examined {
  return { kind, count, places: [PLACE] }
}

export const IN_TEST: Place = { ...PLACE, file: 'test/app.test.ts' }

export function routeOf(text: string, change: Partial<RouteFact> = {}): RouteFact {
  const [method = 'GET', path = '/'] = text.split(' ')
  return {
    method,
    path,
    framework: 'express',
    place: PLACE,
    handler: 'handler',
    guards: [],
    bypassed: [],
    parameters: [],
    body: null,
    readsRawBody: false,
    rateLimits: [],
    csrf: 'not-applicable',
    responseSchema: null,
    effects: [],
    purpose: 'other',
    confidence: 'high',
    ...change,
  }
}

export function guardOf(kind: GuardFact['kind'], proof: GuardFact['proof'] = 'refuses'): GuardFact {
  return { kind, name: `require-${kind}`, place: PLACE, level: 'route', proof }
}

export function bypassedOf(kind: GuardFact['kind'], how: BypassedGuard['how']): BypassedGuard {
  return { kind, name: `require-${kind}`, place: PLACE, how }
}

export function effectOf(kind: RouteEffect['kind'], of: string | null, change: Partial<RouteEffect> = {}): RouteEffect {
  return { kind, place: PLACE, of, byRequestId: false, byOwner: false, isBounded: true, ...change }
}
