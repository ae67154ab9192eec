import type { Distribution, EndpointQueries, EndpointStatement, GrowthFact, RepeatedFact } from '../../../model/facts/database.ts'
import { type Backend, isIdleInTransaction } from './activity.ts'
import { type Drive, isWell, type Sample } from './drive-endpoint.ts'
import { isHousekeeping, type StatementText } from './statements.ts'

export interface Context {
  /** Texts by key, ours left out. */
  readonly texts: ReadonlyMap<string, StatementText>
  /** Calls a millisecond of statements that came while nothing was driven. */
  readonly background: ReadonlyMap<string, number>
  /** Id in this run by key. */
  readonly idOf: (key: string) => string
  /** Keys of sessions that work whether or not an endpoint is asked. */
  readonly strangers: ReadonlySet<string>
  /** Longest idle time in a transaction that was sampled while the endpoint was driven. */
  readonly idleDuringMs: number
  /** Sessions opened on the database meanwhile; null when the server does not count them. */
  readonly sessionsOpened: number | null
}

/** What a drive says of one endpoint. */
export function endpointQueries(drive: Drive, context: Context): EndpointQueries {
  const { request, samples } = drive
  const keys = attributed(drive, context)
  const alike = samples.filter(({ kind }) => kind === 'first' || kind === 'repeat')
  const statements = keys
    .map((key) => endpointStatement(key, drive, alike, context))
    .toSorted((a, b) => b.callsPerRequest * b.meanMs - a.callsPerRequest * a.meanMs)
  return {
    endpoint: request.endpoint,
    method: request.method,
    path: request.template,
    requests: samples.length,
    failures: failuresOf(samples.filter(({ kind }) => kind !== 'error')),
    statements,
    databaseMs: keys.length === 0 ? null : distribution(alike.filter(isWell).map((sample) => timeOf(sample, keys))),
    latencyMs: distribution(alike.filter(isWell).map(({ ms }) => ms)),
    growth: growthOf(drive, keys, context),
    transactionsPerRequest: null,
    connectionsOpenedPerRequest: passingConnections(drive, context),
    connectionsKept: keptBy(drive),
    idleInTransactionMs: idleBy(drive, context),
    repeated: repeatedOf(alike, keys),
    answer: answerOf(alike),
    durationMs: Math.round(drive.durationMs),
  }
}

/** Statements that this endpoint sends: not those that tend the connection, nor those that come whether or not it is asked. */
export function attributed(drive: Drive, { texts, background }: Context): readonly string[] {
  const found: string[] = []
  for (const [key, { calls }] of drive.whole) {
    const text = texts.get(key)
    if (text === undefined || isHousekeeping(text.text)) continue
    const expected = (background.get(key) ?? 0) * drive.durationMs
    if (background.has(key) && calls < Math.max(2 * expected + 2, drive.samples.length * 0.8)) continue
    found.push(key)
  }
  return found
}

function endpointStatement(key: string, drive: Drive, alike: readonly Sample[], context: Context): EndpointStatement {
  const whole = drive.whole.get(key)
  const calls = alike.map(({ statements }) => statements.get(key)?.calls ?? 0)
  const times = alike.flatMap(({ statements }) => {
    const counters = statements.get(key)
    return counters === undefined || counters.calls === 0 ? [] : [counters.totalMs / counters.calls]
  })
  return {
    statement: context.idOf(key),
    callsPerRequest: median(calls) || Math.max(0, ...calls),
    calls,
    rowsPerCall: round((whole?.rows ?? 0) / Math.max(1, whole?.calls ?? 1)),
    meanMs: round((whole?.totalMs ?? 0) / Math.max(1, whole?.calls ?? 1)),
    medianMs: round(median(times)),
    maxMs: round(Math.max(0, ...times)),
  }
}

function timeOf({ statements }: Sample, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (statements.get(key)?.totalMs ?? 0), 0)
}

/** Calls by the number of things returned: by the size of the page, else by the rows of a statement that runs once. */
function growthOf(drive: Drive, keys: readonly string[], context: Context): GrowthFact | null {
  if (drive.sizeName !== '') return growthBySize(drive, keys, context)
  const well = drive.samples.filter((sample) => isWell(sample) && sample.kind !== 'error')
  const parents = keys.filter((key) => well.every(({ statements }) => (statements.get(key)?.calls ?? 0) <= 1))
  const statements: GrowthFact['statements'][number][] = []
  let by = ''
  for (const key of keys) {
    if (Math.max(0, ...well.map(({ statements: each }) => each.get(key)?.calls ?? 0)) < 2) continue
    for (const parent of parents) {
      const points = distinct(
        well.flatMap(({ statements: each }) => {
          const rows = each.get(parent)
          return rows === undefined ? [] : [{ size: 0, items: rows.rows, calls: each.get(key)?.calls ?? 0 }]
        }),
      )
      const slope = slopeOf(points)
      if (slope === null || points.length === 0 || !fits(points, slope)) continue
      by = `rows of ${context.idOf(parent)}`
      statements.push({ statement: context.idOf(key), points, slope: round(slope) })
      break
    }
  }
  return statements.length === 0 ? null : { by, statements }
}

function growthBySize(drive: Drive, keys: readonly string[], context: Context): GrowthFact | null {
  const sized = drive.samples.filter((sample) => sample.kind === 'size' && isWell(sample))
  const statements = keys.flatMap((key) => {
    const points = distinct(sized.map(({ size, items, statements: each }) => ({ size, items, calls: each.get(key)?.calls ?? 0 })))
    const slope = points.length < 2 ? null : slopeOf(points)
    return slope === null ? [] : [{ statement: context.idOf(key), points, slope: round(slope) }]
  })
  return statements.length === 0 ? null : { by: `query ${drive.sizeName}`, statements }
}

type Point = GrowthFact['statements'][number]['points'][number]

/** One point for each number of items, the most calls seen there: a cache may have answered the other requests. */
function distinct(points: readonly Point[]): readonly Point[] {
  const most = new Map<number, Point>()
  for (const point of points) if ((most.get(point.items)?.calls ?? -1) < point.calls) most.set(point.items, point)
  return [...most.values()].toSorted((a, b) => a.items - b.items)
}

/** Calls for one more item; of a single point, calls for each item. */
function slopeOf(points: readonly Point[]): number | null {
  const [only] = points
  if (only === undefined) return null
  if (points.length === 1) return only.items === 0 ? null : only.calls / only.items
  const x = points.reduce((sum, { items }) => sum + items, 0) / points.length
  const y = points.reduce((sum, { calls }) => sum + calls, 0) / points.length
  const spread = points.reduce((sum, { items }) => sum + (items - x) ** 2, 0)
  return spread === 0 ? null : points.reduce((sum, { items, calls }) => sum + (items - x) * (calls - y), 0) / spread
}

/** Whether the calls follow the rows exactly, to half a call. */
function fits(points: readonly Point[], slope: number): boolean {
  const offset = points.reduce((sum, { items, calls }) => sum + calls - slope * items, 0) / points.length
  return slope >= 0.8 && points.every(({ items, calls }) => Math.abs(calls - slope * items - offset) <= 0.5)
}

/** Connections that stay for each request. A pool grows once and rests; what grows on and on is not given back. */
function keptBy({ before, samples }: Drive): EndpointQueries['connectionsKept'] {
  let worst: EndpointQueries['connectionsKept'] = null
  for (const kinds of [['first', 'repeat'], ['error']]) {
    const phase = samples.filter(({ kind }) => kinds.includes(kind))
    const counts = phase.map(({ backends }) => backends.length)
    const [first] = counts
    const last = counts.at(-1)
    if (first === undefined || last === undefined || counts.length < 5) continue
    const grown = Math.max(...counts) - Math.min(first, before.length === 0 ? first : before.length)
    const growing = counts.slice(1).filter((count, index) => count > (counts[index] ?? 0)).length
    if (grown < 4 || growing < Math.min(4, counts.length - 1) || last < Math.max(...counts) - 1) continue
    const asked = Math.max(1, counts.indexOf(Math.max(...counts)))
    const perRequest = round((Math.max(...counts) - first) / asked)
    if (perRequest < 0.6 || (worst !== null && worst.perRequest >= perRequest)) continue
    const known = new Set(before.map(({ key }) => key))
    worst = { perRequest, state: commonState((phase.at(-1)?.backends ?? []).filter(({ key }) => !known.has(key))) }
  }
  return worst
}

/** Connections that came and went, for each request: a pool that fills keeps what it opens. */
function passingConnections({ before, after, samples }: Drive, { sessionsOpened }: Context): number | null {
  if (sessionsOpened === null || samples.length === 0) return null
  return round(Math.max(0, sessionsOpened - Math.max(0, after.length - before.length)) / samples.length)
}

function commonState(backends: readonly Backend[]): string {
  const groups = [...Map.groupBy(backends, ({ state }) => state)].toSorted((a, b) => b[1].length - a[1].length)
  return groups[0]?.[0] ?? ''
}

function idleBy({ before, after, samples }: Drive, { idleDuringMs, strangers }: Context): EndpointQueries['idleInTransactionMs'] {
  if (samples.length === 0) return null
  const stale = new Set(before.filter(isIdleInTransaction).map(({ key }) => key))
  const left = after.filter((backend) => isIdleInTransaction(backend) && !stale.has(backend.key) && !strangers.has(backend.key))
  return { during: Math.round(idleDuringMs), after: Math.round(Math.max(0, ...left.map(({ stateMs }) => stateMs))) }
}

function repeatedOf(alike: readonly Sample[], keys: readonly string[]): RepeatedFact | null {
  const [first, ...rest] = alike
  const well = rest.filter(isWell)
  const latency = distribution(well.map(({ ms }) => ms))
  if (first === undefined || latency === null) return null
  const callsOf = ({ statements }: Sample): number => keys.reduce((sum, key) => sum + (statements.get(key)?.calls ?? 0), 0)
  return {
    firstMs: round(first.ms),
    repeatedMs: latency,
    firstCalls: callsOf(first),
    repeatedCalls: round(well.reduce((sum, sample) => sum + callsOf(sample), 0) / well.length),
  }
}

function answerOf(alike: readonly Sample[]): Exclude<EndpointQueries['answer'], undefined> {
  const well = alike.filter(isWell)
  return well.length === 0 ? null : { items: median(well.map(({ items }) => items)), bytes: Math.max(...well.map(({ bytes }) => bytes)) }
}

function failuresOf(samples: readonly Sample[]): Readonly<Record<string, number>> {
  const failures: Record<string, number> = {}
  for (const sample of samples) if (!isWell(sample)) failures[sample.status] = (failures[sample.status] ?? 0) + 1
  return failures
}

export function distribution(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return { samples: sorted.length, p50: at(0.5), p95: at(0.95), max: round(sorted.at(-1) ?? 0) }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
