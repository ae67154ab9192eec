import { setTimeout as sleep } from 'node:timers/promises'
import type { CrowdFact, DatabaseFact, EndpointQueries, StallFact, StatementFact, TableFact } from '../../../model/facts/database.ts'
import type { NotTried } from '../../../model/facts/service.ts'
import type { DrivenRequest } from '../driven-request.ts'
import { Requester } from '../requester.ts'
import { ActivitySampler, type Backend } from './activity.ts'
import { measureCrowds } from './crowds.ts'
import { type Drive, EndpointDriver, isWell } from './drive-endpoint.ts'
import type { DriveTarget, ServerEyes } from './drive-target.ts'
import { type Context, endpointQueries } from './endpoint-queries.ts'
import { type HarmTools, tryDeadlocks, tryStatementLimit } from './harm.ts'
import { lostConnections } from './lost-connections.ts'
import { measurePool } from './pool.ts'
import { measureStalls } from './stalls.ts'
import { type Examine, statementFacts } from './statement-facts.ts'
import {
  difference,
  isHousekeeping,
  kindOf,
  type StatementCounters,
  type StatementSnapshot,
  type StatementText,
  sumOfCounters,
} from './statements.ts'
import { Watch } from './watch.ts'

const LOCKS_ROWS = /^\s*(?:update|delete)\b|\bfor\s+(?:no\s+key\s+)?update\b(?!\s+(?:of\s+\S+\s+)?skip)/i
const BACKGROUND_MS = 500
/** Between the answer to a request and the look at the sessions. */
const COUNTING_MS = 250
/** What takes longer is never answered in a step of the pool's test, and its statements go on when nobody waits for them any more. */
const SLOWEST_FOR_POOL_MS = 800
const MAX_ENDPOINTS = 40

interface Driven {
  /** Found by requests that were refused. */
  readonly lost: EndpointQueries['connectionsKept']
  readonly drive: Drive
  readonly idleDuringMs: number
  readonly sessionsOpened: number | null
}

/** Rows of each table that an endpoint read one after another, and the requests that did. */
export interface RowsScanned {
  readonly endpoint: string
  readonly requests: number
  readonly rows: ReadonlyMap<string, number>
}

/** Drives the endpoints of a service one at a time while its database is watched. */
export class ServiceDrive {
  readonly watch = new Watch()
  readonly notTried: NotTried[]
  private readonly target: DriveTarget
  private readonly eyes: ServerEyes
  private readonly requester: Requester | null
  /** By endpoint, where the server counts them. */
  readonly scanned: RowsScanned[] = []
  private readonly driven: Driven[] = []
  private readonly ids = new Map<string, string>()
  private texts: ReadonlyMap<string, StatementText> = new Map()
  private opening: StatementSnapshot = new Map()
  private closing: StatementSnapshot = new Map()

  constructor(target: DriveTarget, eyes: ServerEyes, notTried: readonly NotTried[]) {
    this.target = target
    this.eyes = eyes
    this.notTried = [...notTried]
    this.requester = target.baseUrl === null ? null : new Requester(target.baseUrl)
  }

  /** Drives every endpoint; what each asked of the database. */
  async endpoints(): Promise<readonly EndpointQueries[]> {
    const { eyes } = this
    this.opening = await this.snapshot()
    const sampler = new ActivitySampler(eyes.watchBackends, this.watch.sample).start()
    const opened = await eyes.sessionsOpened()
    const background = await this.background()
    const openedByOthers = ((await eyes.sessionsOpened()) ?? 0) - (opened ?? 0)
    const strangers = new Set(this.watch.strangers)
    if (this.requester !== null) await this.driveAll(this.requester, openedByOthers / BACKGROUND_MS)
    await sampler.stop()
    this.closing = await this.snapshot()
    this.texts = (await eyes.statements?.textsOf([...this.closing.keys()])) ?? new Map()
    return this.driven
      .map(({ drive, lost, ...seen }) => {
        const queries = endpointQueries(drive, this.context(background, strangers, seen))
        return { ...queries, connectionsKept: queries.connectionsKept ?? lost }
      })
      .map((endpoint) => (eyes.statements === null ? { ...endpoint, statements: this.sampled(endpoint.endpoint) } : endpoint))
  }

  async close(): Promise<void> {
    await this.requester?.close()
  }

  /** Blocks that the statements of the drive touched; null where they are not counted. */
  buffers(): DatabaseFact['buffers'] {
    let blocks = 0
    let reads = 0
    for (const { drive } of this.driven) {
      for (const [key, counters] of drive.whole) {
        if (!this.texts.has(key)) continue
        blocks += counters.blocks
        reads += counters.blocksRead
      }
    }
    return this.eyes.statements === null || blocks === 0 ? null : { hits: blocks - reads, reads }
  }

  /** Accounts that sent the statements of the endpoints, as far as the server tells; else those whose sessions worked for the requests, or of all. */
  rolesOf(endpoints: readonly EndpointQueries[], backends: readonly Backend[]): readonly string[] {
    const senders = new Set(
      endpoints
        .flatMap(({ statements }) => statements.flatMap(({ statement }) => this.roleOf(statement) ?? []))
        .filter((role) => role !== ''),
    )
    if (senders.size > 0) return [...senders]
    const worked = this.driven.flatMap(({ drive }) =>
      drive.samples.flatMap((sample) =>
        sample.backends.filter(({ state, stateMs }) => state === 'active' || stateMs <= sample.ms + COUNTING_MS),
      ),
    )
    // whoever else is connected, such as an administrator, does not run the service
    return [...new Set((worked.length > 0 ? worked : backends).map(({ role }) => role).filter((role) => role !== ''))]
  }

  /** Asks the endpoint that asks the database most, by more and more at once. */
  async pool(endpoints: readonly EndpointQueries[]): Promise<DatabaseFact['pool']> {
    const { target, eyes, requester } = this
    if (requester === null) return null
    const skip = (reason: NotTried['reason'], because: string): null => {
      this.notTried.push({ what: 'the size of the connection pool', reason, because })
      return null
    }
    if (!target.mayLoad) return skip('skipped-by-user', 'endpoints are asked many times at once only from --intensity active')
    const busiest = endpoints
      .filter(({ method, failures, statements }) => method === 'GET' && statements.length > 0 && failures['0'] === undefined)
      .filter(({ latencyMs }) => (latencyMs?.p50 ?? 0) <= SLOWEST_FOR_POOL_MS)
      .toSorted((a, b) => (b.databaseMs?.p50 ?? 0) - (a.databaseMs?.p50 ?? 0))[0]
    const request = target.reads.find(({ endpoint }) => endpoint === busiest?.endpoint)
    if (request === undefined) return skip('no-data', 'no endpoint that reads was seen to ask the database')
    target.onProgress('database: connection pool', 0, 0)
    return measurePool(request, { requester, readBackends: eyes.watchBackends, signal: target.signal })
  }

  /** Whether endpoints that work outside of the database hold up others. */
  async stalls(endpoints: readonly EndpointQueries[]): Promise<readonly StallFact[]> {
    const { target, requester } = this
    if (requester === null || !target.mayLoad) return []
    target.onProgress('database: who holds up others', 0, 0)
    const requests = target.isDisposable ? [...target.reads, ...target.writes] : target.reads
    return await measureStalls(endpoints, requests, { requester, signal: target.signal })
  }

  /** What holds locks or connections while many ask for it. */
  async crowds(endpoints: readonly EndpointQueries[]): Promise<readonly CrowdFact[]> {
    const { target, requester, eyes } = this
    if (requester === null || !target.mayLoad) return []
    target.onProgress('database: many at once', 0, 0)
    const requests = target.isDisposable ? [...target.reads, ...target.writes] : target.reads
    const locksRows = ({ statements }: EndpointQueries): boolean =>
      statements.some(({ statement }) => LOCKS_ROWS.test(this.textOf(statement)))
    return await measureCrowds(endpoints, requests, {
      requester,
      readBackends: eyes.watchBackends,
      watch: this.watch,
      locksRows,
      signal: target.signal,
    })
  }

  /** Statements with what the engine says of each. */
  async statements(endpoints: readonly EndpointQueries[], examine: Examine): Promise<Pick<DatabaseFact, 'statements' | 'missingIndexes'>> {
    const { target, eyes } = this
    if (eyes.statements === null) return { statements: this.sampledStatements(), missingIndexes: [] }
    const found = await statementFacts(this.opening, this.closing, {
      examine,
      texts: this.texts,
      attributed: new Set(this.ids.keys()),
      idOf: (key) => this.idOf(key),
      countersOf: (key) => this.countersOf(key),
      endpoints,
      signal: target.signal,
      onProgress: target.onProgress,
    })
    this.notTried.push(...found.notTried)
    if (found.statements.length === 0)
      this.notTried.push({ what: 'plans', reason: 'no-data', because: 'no statement of the service was seen' })
    return { statements: found.statements, missingIndexes: found.missingIndexes }
  }

  /** What is tried only on a database that may be harmed. */
  async harm(
    endpoints: readonly EndpointQueries[],
    statements: readonly StatementFact[],
    tables: readonly TableFact[],
  ): Promise<Pick<DatabaseFact, 'deadlocks' | 'statementLimit'>> {
    const { target, eyes, requester } = this
    if (eyes.harm === null || requester === null) {
      this.notTried.push({
        what: 'deadlocks, and how long statements wait for a lock',
        reason: 'skipped-by-user',
        because: 'tried only with --database-disposable, and a service to drive',
      })
      return { deadlocks: null, statementLimit: null }
    }
    const tools: HarmTools = { requester, readBackends: eyes.readBackends, signal: target.signal, ...eyes.harm }
    target.onProgress('database: locks', 0, 0)
    const reading = endpoints.find(
      ({ method, statements: own, failures }) => method === 'GET' && own.length > 0 && failures['0'] === undefined,
    )
    const first = statements.find(
      ({ id, tables: named }) => named.length > 0 && reading?.statements.some(({ statement }) => statement === id),
    )
    const request = target.reads.find(({ endpoint }) => endpoint === reading?.endpoint)
    const table = first?.tables[0]
    const limitAt = target.statementLimitAt ?? null
    if (limitAt !== null)
      this.notTried.push({
        what: 'how long statements wait for a lock',
        reason: 'limit-reached',
        because: `${limitAt} sets a limit, which may be longer than a table is locked here`,
      })
    return {
      deadlocks: await tryDeadlocks(target.writes, tables, tools),
      statementLimit:
        request === undefined || table === undefined || limitAt !== null ? null : await tryStatementLimit(request, table, tools),
    }
  }

  private async snapshot(): Promise<StatementSnapshot> {
    return (await this.eyes.statements?.snapshot()) ?? new Map()
  }

  /** Calls a millisecond of statements that come by themselves. */
  private async background(): Promise<ReadonlyMap<string, number>> {
    await sleep(BACKGROUND_MS)
    if (this.eyes.statements === null) return new Map()
    const seen = difference(this.opening, await this.snapshot())
    return new Map([...seen].map(([key, { calls }]) => [key, calls / BACKGROUND_MS]))
  }

  private async driveAll(requester: Requester, openedByOthersPerMs: number): Promise<void> {
    const { target, eyes } = this
    const driver = new EndpointDriver({
      requester,
      readBackends: eyes.readBackends,
      statements: eyes.statements,
      settleMs: eyes.settleMs,
      signal: target.signal,
    })
    const depth = ({ template }: DrivenRequest): number => template.split('{').length
    const reads = target.reads.toSorted((a, b) => depth(a) - depth(b)).slice(0, MAX_ENDPOINTS)
    const requests = [
      ...reads.map((request) => ({ request, isRead: true })),
      ...(target.isDisposable ? target.writes.slice(0, MAX_ENDPOINTS).map((request) => ({ request, isRead: false })) : []),
    ]
    for (const [index, { request, isRead }] of requests.entries()) {
      if (target.signal.aborted) break
      target.onProgress('database: one endpoint at a time', index, requests.length)
      const before = await eyes.sessionsOpened()
      const scannedBefore = await eyes.rowsScanned?.()
      this.watch.begin(request.endpoint)
      const drive = await driver.drive(request, this.variantsOf(request), isRead)
      const idleDuringMs = this.watch.end()
      const after = await eyes.sessionsOpened()
      const sessionsOpened = before === null || after === null ? null : Math.max(0, after - before - openedByOthersPerMs * drive.durationMs)
      if (scannedBefore !== undefined && eyes.rowsScanned !== null)
        this.scanned.push({
          endpoint: request.endpoint,
          requests: drive.samples.length,
          rows: grown(scannedBefore, await eyes.rowsScanned()),
        })
      const lost = isRead || drive.samples.every((sample) => !isWell(sample)) ? null : await this.lostBy(request, requester)
      this.driven.push({ drive, idleDuringMs, sessionsOpened, lost })
    }
    if (target.reads.length > MAX_ENDPOINTS)
      this.notTried.push({
        what: `${target.reads.length - MAX_ENDPOINTS} endpoints`,
        reason: 'limit-reached',
        because: `${MAX_ENDPOINTS} endpoints are driven`,
      })
    if (!target.isDisposable && target.writes.length > 0)
      this.notTried.push({
        what: `${target.writes.length} endpoints that write`,
        reason: 'skipped-by-user',
        because: 'they are driven only with --database-disposable',
      })
  }

  /** Whether a write that is refused keeps its connection. */
  private async lostBy(request: DrivenRequest, requester: Requester): Promise<EndpointQueries['connectionsKept']> {
    const reads = this.driven.filter(({ drive }) => drive.request.method === 'GET' && drive.whole.size > 0)
    const ping = reads.find(({ drive }) => drive.samples.every((sample) => sample.kind !== 'repeat' || sample.statements.size > 0))
    return ping === undefined
      ? null
      : await lostConnections(request, ping.drive.request, { requester, readBackends: this.eyes.readBackends })
  }

  /** Other things of the collection that an endpoint shows one of. */
  private variantsOf(request: DrivenRequest): readonly DrivenRequest[] {
    const match = /^(?<collection>.*)\/\{[^}/]+\}$/.exec(request.template)?.groups?.collection
    const listed = this.driven.find(({ drive }) => drive.request.template === match)
    const others = (request.otherPaths ?? []).map((path) => ({ ...request, path }))
    if (listed === undefined) return others
    const stem = request.path.slice(0, request.path.lastIndexOf('/'))
    return [...others, ...listed.drive.ids.slice(0, 6).map((id) => ({ ...request, path: `${stem}/${encodeURIComponent(id)}` }))]
  }

  private context(background: ReadonlyMap<string, number>, strangers: ReadonlySet<string>, seen: Omit<Driven, 'drive' | 'lost'>): Context {
    return { texts: this.texts, background, strangers, idOf: (key) => this.idOf(key), ...seen }
  }

  /** Id in this run of what the server calls so. */
  idOf(key: string): string {
    const known = this.ids.get(key)
    if (known !== undefined) return known
    const id = `q${this.ids.size + 1}`
    this.ids.set(key, id)
    return id
  }

  /** Statements of an endpoint that samples of the sessions showed, where the server counts none: their calls are unknown. */
  private sampled(endpoint: string): EndpointQueries['statements'] {
    return this.watch
      .queriesOf(endpoint)
      .filter((text) => !isHousekeeping(text))
      .map((text) => ({ statement: this.idOf(text), callsPerRequest: 0, calls: [], rowsPerCall: 0, meanMs: 0, medianMs: 0, maxMs: 0 }))
  }

  /** Sum over the requests that were answered well: for what is not there a plan may end early. */
  private countersOf(key: string): StatementCounters | null {
    const counted = this.driven.flatMap(({ drive }) =>
      drive.samples.flatMap((sample) => (isWell(sample) && sample.kind !== 'error' ? (sample.statements.get(key) ?? []) : [])),
    )
    return counted.length === 0 ? null : counted.reduce(sumOfCounters)
  }

  private sampledStatements(): StatementFact[] {
    return [...this.ids].map(([text, id]) => ({
      id,
      text,
      kind: kindOf(text),
      role: '',
      tables: [],
      calls: 0,
      meanMs: 0,
      maxMs: 0,
      rowsPerCall: 0,
      blocksPerCall: null,
      rowsReadPerCall: null,
      plan: null,
    }))
  }

  private textOf(id: string): string {
    const key = [...this.ids].find(([, each]) => each === id)?.[0]
    return key === undefined ? '' : (this.texts.get(key)?.text ?? '')
  }

  private roleOf(id: string): string | undefined {
    const key = [...this.ids].find(([, each]) => each === id)?.[0]
    return key === undefined ? undefined : this.texts.get(key)?.role
  }
}

function grown(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map(
    [...after].map(([name, count]): [string, number] => [name, count - (before.get(name) ?? 0)]).filter(([, count]) => count > 0),
  )
}
