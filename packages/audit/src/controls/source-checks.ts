import type { AnalysedFile, Examined, FlowKind, PatternFact, PatternKind, Place, RouteFact, SourceAnalysis, TaintedPath } from '@assay/flow'
import { type Check, fromSource } from '../model/control.ts'
import { type Evidence, type InventoryEvidence, inventory, type PathEvidence, type SourceEvidence } from '../model/evidence.ts'
import {
  type Finding,
  failIfAny,
  type Location,
  notApplicable,
  notVerified,
  type Outcome,
  partial,
  pass,
  type RouteOfPlace,
} from '../model/outcome.ts'
import type { Confidence, Severity } from '../model/words.ts'

/** Makers of the static checks that many controls share, and the evidence they state. */

const CONFIDENCE: Readonly<Record<TaintedPath['confidence'], Confidence>> = { high: 'likely', medium: 'likely', low: 'possible' }

export interface NoPathOptions {
  readonly kinds: readonly FlowKind[]
  /** Patterns of the same weakness that need no request value. */
  readonly patterns?: readonly PatternKind[]
  /** What is examined, for the pass: "database calls". */
  readonly noun: string
  /** How grave a pattern is to which no request was followed. Default: as the control. */
  readonly severityOf?: (pattern: PatternFact) => Severity | undefined
}

/** Fails on every tainted path and pattern of these kinds; passes when such calls were examined and none is reached. */
export function noTaintedPath({ kinds, patterns = [], noun, severityOf }: NoPathOptions): Check {
  return fromSource(['source'], ({ source }) => {
    const paths = source.paths.filter(({ kind, sink }) => kinds.includes(kind) && isApplication(source, sink.file))
    const seen = patternsOf(source, patterns).filter((pattern) => !isFollowed(pattern, paths, source, kinds))
    return failIfAny(
      [
        ...groupedPaths(paths).map((group) => pathFinding(group, source)),
        ...seen.map((pattern) => patternFinding(pattern, severityOf?.(pattern))),
      ],
      () => nothingFound(source, [...kinds, ...patterns], noun),
    )
  })
}

/** A place where values were followed needs no guess: either its path is a finding already, or nothing of a request reaches it. */
function isFollowed(
  { place, confidence }: PatternFact,
  paths: readonly TaintedPath[],
  source: SourceAnalysis,
  kinds: readonly FlowKind[],
): boolean {
  const isHere = (other: Place): boolean => other.file === place.file && other.line === place.line
  if (paths.some(({ sink }) => isHere(sink))) return true
  return confidence === 'low' && examinedOf(source, kinds).places.some(isHere)
}

export interface NoPatternOptions {
  readonly kinds: readonly PatternKind[]
  readonly noun: string
  /** Good practice that counts as examined, e.g. `password-hash`. */
  readonly examined?: readonly Examined['kind'][]
  readonly severityOf?: (pattern: PatternFact) => Severity | undefined
  /** Which of them count; default: all. */
  readonly where?: (pattern: PatternFact) => boolean
  /** Those that count although their file is no part of the service itself. */
  readonly alsoIn?: (pattern: PatternFact, source: SourceAnalysis) => boolean
  /** Whether those that are only possible are told once for each file: a habit of its author, not so many defects. */
  readonly isHabit?: boolean
  /** What to conclude when nothing of the kind is in the source. */
  readonly whenAbsent?: (source: SourceAnalysis) => Outcome
}

/** Fails on every pattern of these kinds; passes when places of the kind were examined and are well. */
export function noPattern({
  kinds,
  noun,
  examined = [],
  severityOf,
  where = () => true,
  alsoIn = () => false,
  isHabit = false,
  whenAbsent,
}: NoPatternOptions): Check {
  return fromSource(['source'], ({ source }) => {
    const seen = patternsOf(source, kinds, (pattern) => alsoIn(pattern, source)).filter(where)
    const habits = isHabit ? seen.filter(({ confidence }) => confidence === 'low') : []
    const findings = [
      ...seen.filter((pattern) => !habits.includes(pattern)).map((pattern) => patternFinding(pattern, severityOf?.(pattern))),
      ...[...Map.groupBy(habits, ({ place }) => place.file).values()].flatMap((group) => habitFinding(group, severityOf)),
    ]
    return failIfAny(findings, () => nothingFound(source, [...kinds, ...examined], noun, whenAbsent))
  })
}

/** The outcome when no defect was found: what was examined decides between a pass and "no such thing here". */
export function nothingFound(
  source: SourceAnalysis,
  kinds: readonly Examined['kind'][],
  noun: string,
  whenAbsent?: (source: SourceAnalysis) => Outcome,
): Outcome {
  const blind = unsupported(source)
  if (blind !== null) return blind
  const examined = examinedOf(source, kinds)
  const gaps = notAnalysed(source)
  if (examined.count === 0) {
    if (whenAbsent !== undefined) return whenAbsent(source)
    return gaps.length > 0
      ? notVerified('not-parsed', gapText(gaps))
      : notApplicable(`no ${noun} in ${analysedCount(source)} files`, filesEvidence(source))
  }
  const evidence = examinedEvidence(examined, `${noun} examined, none is a defect`)
  return gaps.length > 0 ? partial(`${gapText(gaps)}; the rest is well`, [evidence]) : pass(evidence)
}

/** Null when there is source that this analysis reads. */
export function unsupported(source: SourceAnalysis): Outcome | null {
  return analysedCount(source) === 0 ? notVerified('unsupported-stack', 'no Python, JavaScript or TypeScript file was analysed') : null
}

export function analysedCount({ files }: SourceAnalysis): number {
  return files.filter(({ outcome, role }) => (outcome === 'analysed' || outcome === 'partly') && role === 'application').length
}

function notAnalysed({ files }: SourceAnalysis): readonly AnalysedFile[] {
  return files.filter(({ outcome, role }) => role === 'application' && (outcome === 'failed' || outcome === 'partly'))
}

function gapText(gaps: readonly AnalysedFile[]): string {
  const names = gaps.slice(0, 3).map(({ file, because }) => `${file} (${because})`)
  return `${gaps.length} ${gaps.length === 1 ? 'file was' : 'files were'} not wholly analysed: ${names.join(', ')}${gaps.length > 3 ? ', ...' : ''}`
}

/** Test, script and vendored code is analysed but does not ship as the service. */
export function isApplication({ files }: SourceAnalysis, file: string): boolean {
  const role = roles(files).get(file)
  return role === undefined || role === 'application'
}

const ROLES = new WeakMap<readonly AnalysedFile[], ReadonlyMap<string, AnalysedFile['role']>>()

function roles(files: readonly AnalysedFile[]): ReadonlyMap<string, AnalysedFile['role']> {
  const known = ROLES.get(files) ?? new Map(files.map(({ file, role }) => [file, role]))
  ROLES.set(files, known)
  return known
}

export function patternsOf(
  source: SourceAnalysis,
  kinds: readonly PatternKind[],
  alsoIn: (pattern: PatternFact) => boolean = () => false,
): readonly PatternFact[] {
  return source.patterns.filter((pattern) => kinds.includes(pattern.kind) && (isApplication(source, pattern.place.file) || alsoIn(pattern)))
}

/** What a file is for; null when it was not analysed. */
export function fileRole({ files }: SourceAnalysis, file: string): AnalysedFile['role'] | null {
  return roles(files).get(file) ?? null
}

/** Procedures of the application's own code: fields of GraphQL, tRPC, sockets. */
export function applicationProcedures(source: SourceAnalysis): readonly RouteFact[] {
  return source.procedures.filter(({ place }) => isApplication(source, place.file))
}

/** Routes of the application's own code. */
export function applicationRoutes(source: SourceAnalysis): readonly RouteFact[] {
  const known = ROUTES.get(source) ?? source.routes.filter(({ place }) => isApplication(source, place.file))
  ROUTES.set(source, known)
  return known
}

/** A dozen controls ask for the same routes. */
const ROUTES = new WeakMap<SourceAnalysis, readonly RouteFact[]>()

export interface ExaminedPlaces {
  readonly count: number
  readonly places: readonly Place[]
}

export function examinedOf(source: SourceAnalysis, kinds: readonly Examined['kind'][]): ExaminedPlaces {
  const members = source.examined.filter(({ kind }) => kinds.includes(kind))
  return { count: members.reduce((sum, { count }) => sum + count, 0), places: members.flatMap(({ places }) => places) }
}

export function examinedEvidence({ count, places }: ExaminedPlaces, what: string): InventoryEvidence {
  return { ...inventory(what, places.map(placeText), count), count }
}

export function filesEvidence(source: SourceAnalysis, what = 'files analysed'): InventoryEvidence {
  const names = source.files.filter(({ outcome, role }) => outcome === 'analysed' && role === 'application').map(({ file }) => file)
  return inventory(what, names)
}

export function placeText({ file, line, snippet }: Place): string {
  return `${file}:${line}  ${snippet}`
}

export function sourceEvidence(place: Place, note?: string): SourceEvidence {
  const { file, line, endLine, symbol, snippet } = place
  return { kind: 'source', file, line, endLine, symbol, snippet, ...(note === undefined ? {} : { note }) }
}

export function sourceLocation(place: Place, route?: RouteOfPlace, alsoRoutes: readonly RouteOfPlace[] = []): Location {
  const { file, line, endLine, symbol, snippet } = place
  return {
    kind: 'source',
    file,
    line,
    endLine,
    symbol,
    snippet,
    ...(route === undefined ? {} : { route }),
    ...(alsoRoutes.length === 0 ? {} : { alsoRoutes }),
  }
}

type SomePaths = readonly [TaintedPath, ...TaintedPath[]]

/** Paths into one place are one defect, by whatever routes they come, unless callers put together what they hand on; the surest first. */
function groupedPaths(paths: readonly TaintedPath[]): readonly SomePaths[] {
  const groups = new Map<string, [TaintedPath, ...TaintedPath[]]>()
  for (const path of paths.toSorted((a, b) => SURE_FIRST.indexOf(a.confidence) - SURE_FIRST.indexOf(b.confidence))) {
    const { sink, cwe } = path
    const key = JSON.stringify([sink.file, sink.line, sink.endLine, sink.symbol, cwe, composedAt(path)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [path])
    else group.push(path)
  }
  return [...groups.values()]
}

/**
 * Where a text was put together before the function of the sink was given it: `rows(f"... {memo}")` is repaired there, and every caller of `rows`
 * by itself. Null where the function of the sink puts it together, or nobody does.
 */
function composedAt({ steps, sink }: TaintedPath): string | null {
  const made = steps.findLast(({ what }) => /\b(?:joined|formatted)\b/.test(what))
  if (made === undefined || (made.place.file === sink.file && made.place.symbol === sink.symbol)) return null
  return `${made.place.file}:${made.place.line}`
}

const SURE_FIRST: readonly TaintedPath['confidence'][] = ['high', 'medium', 'low']
const MOST_NAMES = 4
/** Paths that are shown of one place; the routes of all are listed. */
const MOST_PATHS = 6

function pathFinding(paths: SomePaths, source: SourceAnalysis): Finding {
  const [{ sink, cwe, weakSanitizer, confidence }] = paths
  const sinks = [...new Set(paths.map(({ sinkName }) => sinkName))].join(' and ')
  const [route, ...alsoRoutes] = routesInto(paths, source)
  const origins = [...new Set(paths.map(originOf))]
  const more = origins.length - MOST_NAMES
  const origin = more > 0 ? `${origins.slice(0, MOST_NAMES).join(', ')} and ${more} more` : origins.join(', ')
  const weak = weakSanitizer === null ? '' : `; ${weakSanitizer} does not protect it`
  const [first, ...rest] = shown(paths).map(pathEvidence)
  const all = inventory(
    'routes that lead here',
    [route, ...alsoRoutes].flatMap((each) => (each === undefined ? [] : [routeText(each)])),
  )
  return {
    message: `${origin} ${origins.length > 1 ? 'reach' : 'reaches'} ${sinks}${route === undefined ? '' : ` (${routesText(route, alsoRoutes)})`}${weak}`,
    cwe: [cwe],
    confidence: CONFIDENCE[confidence],
    location: sourceLocation(sink, route, alsoRoutes),
    evidence: [first ?? pathEvidence(paths[0]), ...rest, ...(alsoRoutes.length > 0 ? [all] : [])],
    ...(confidence === 'low' ? { severity: 'medium' as const } : {}),
  }
}

/**
 * The routes by which paths come, in the order of the paths, each with its parameter where all of its paths begin at the same; then those that
 * read what was stored.
 */
function routesInto(paths: SomePaths, source: SourceAnalysis): readonly RouteOfPlace[] {
  const byRoute = Map.groupBy(paths, ({ route }) => route)
  const reading = [...new Set(paths.flatMap(({ readBy }) => readBy ?? []))].filter((index) => !byRoute.has(index))
  const readers = reading.flatMap((index): readonly RouteOfPlace[] => {
    const route = source.routes[index]
    return route === undefined ? [] : [{ method: route.method, path: route.path }]
  })
  const entered = [...byRoute].flatMap(([index, members]): readonly RouteOfPlace[] => {
    const route = index === null ? undefined : source.routes[index]
    if (route === undefined) return []
    const [parameter, ...others] = new Set(members.map((member) => member.parameter?.name))
    return [{ method: route.method, path: route.path, ...(parameter === undefined || others.length > 0 ? {} : { parameter }) }]
  })
  return [...entered, ...readers]
}

const routesText = (route: RouteOfPlace, also: readonly RouteOfPlace[]): string =>
  `${routeText(route)}${also.length === 0 ? '' : ` and ${also.length} more ${also.length === 1 ? 'route' : 'routes'}`}`

/** One path of each route first, then the others. */
function shown(paths: SomePaths): readonly TaintedPath[] {
  const firsts = [...Map.groupBy(paths, ({ route }) => route).values()].flatMap(([path]) => (path === undefined ? [] : [path]))
  return [...firsts, ...paths.filter((path) => !firsts.includes(path))].slice(0, MOST_PATHS)
}

/** What enters by no parameter was kept as a secret or in a store. */
function originOf({ parameter, kind, steps }: TaintedPath): string {
  if (parameter !== null) {
    const kept = steps.find(({ what }) => what.startsWith('stored '))
    const origin = `${parameter.in === 'other' ? 'Value' : NAMES[parameter.in]} ${parameter.name}`.trimEnd()
    return kept === undefined ? origin : `${origin} (${kept.what})`
  }
  return kind === 'stored-xss' ? 'A stored value' : 'A secret'
}

const NAMES = {
  query: 'Query parameter',
  path: 'Path parameter',
  body: 'Body field',
  header: 'Header',
  cookie: 'Cookie',
  form: 'Form field',
  file: 'Uploaded file',
  argument: 'Argument',
  other: 'Value',
} as const

function pathEvidence({ steps, confidenceBecause, attack }: TaintedPath): PathEvidence {
  const note = attack === null ? confidenceBecause : `${confidenceBecause}; attack string: ${attack}`
  return {
    kind: 'path',
    steps: steps.map(({ place: { file, line, symbol, snippet }, what }) => ({ file, line, symbol, snippet, what })),
    note,
  }
}

/** A cookie without both flags is two weaknesses. */
const LACKS_FLAG: readonly string[] = ['false', 'missing']

export function patternFinding(pattern: PatternFact, severity?: Severity): Finding {
  const { message, cwe, place, confidence, details, about } = pattern
  const route = routeNamed(String(details.route ?? ''))
  const alsoRoutes = String(details.alsoRoutes ?? '')
    .split('\n')
    .flatMap((text) => routeNamed(text) ?? [])
  return {
    message,
    cwe: cwe === 614 && LACKS_FLAG.includes(String(details.httpOnly)) ? [614, 1004] : [cwe],
    confidence: CONFIDENCE[confidence],
    location: sourceLocation(place, route, alsoRoutes),
    evidence: [sourceEvidence(place), ...(about === undefined ? [] : [sourceEvidence(about.place, about.note)])],
    ...(severity === undefined ? {} : { severity }),
  }
}

/** `GET /pages/{slug}`; undefined where no route is named. */
function routeNamed(text: string): RouteOfPlace | undefined {
  const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(text) ?? []
  return method === undefined || path === undefined ? undefined : { method, path }
}

/** The first place of a file, with how many more there are. */
function habitFinding(group: readonly PatternFact[], severityOf: NoPatternOptions['severityOf']): readonly Finding[] {
  const [first, ...others] = group
  if (first === undefined) return []
  const finding = patternFinding(first, severityOf?.(first))
  if (others.length === 0) return [finding]
  const places = inventory(
    'further places of this file',
    others.map(({ place }) => placeText(place)),
  )
  return [
    {
      ...finding,
      message: `${finding.message}, as at ${others.length} more ${others.length === 1 ? 'place' : 'places'} of this file`,
      evidence: [finding.evidence[0], places],
    },
  ]
}

export function routeText({ method, path }: Pick<RouteFact, 'method' | 'path'>): string {
  return `${method} ${path}`
}

/** A defect of one route. */
export function routeFinding(
  route: RouteFact,
  message: string,
  cwe: readonly [number, ...number[]],
  options: { readonly severity?: Severity; readonly confidence?: Confidence; readonly evidence?: Evidence; readonly at?: Place } = {},
): Finding {
  return {
    message: `${routeText(route)}: ${message}`,
    cwe,
    confidence: options.confidence ?? CONFIDENCE[route.confidence],
    location: sourceLocation(options.at ?? route.place, { method: route.method, path: route.path }),
    evidence: [
      sourceEvidence(route.place),
      ...(route.registered === undefined ? [] : [sourceEvidence(route.registered)]),
      ...(options.evidence === undefined ? [] : [options.evidence]),
    ],
    ...(options.severity === undefined ? {} : { severity: options.severity }),
  }
}
