import { availableParallelism, totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseFact, EndpointQueries, StatementFact, TableFact } from '../../../model/facts/database.ts'
import type { NotTried } from '../../../model/facts/service.ts'
import type { DrivenRequest } from '../driven-request.ts'
import { maskStatement } from '../mask-statement.ts'
import { Requester } from '../requester.ts'
import { ActivitySampler, type Backend, backendsOf, isIdleInTransaction } from './activity.ts'
import { addressOf, isLocal, PostgresSession } from './connection.ts'
import { type Drive, EndpointDriver } from './drive-endpoint.ts'
import { type Context, endpointQueries } from './endpoint-queries.ts'
import { tryDeadlocks, tryStatementLimit } from './harm.ts'
import { measurePool } from './pool.ts'
import { indexesOf, rolesOf, settingsOf, tablesOf } from './schema.ts'
import { meetServer, type Server, sessionsOpened } from './server.ts'
import { statementFacts } from './statement-facts.ts'
import { difference, isHousekeeping, kindOf, type StatementSnapshot, type StatementText } from './statements.ts'
import { Watch } from './watch.ts'

export interface PostgresOptions {
  readonly url: string
  /** Null when only the database is looked at. */
  readonly baseUrl: string | null
  readonly reads: readonly DrivenRequest[]
  /** Driven only on a disposable database. */
  readonly writes: readonly DrivenRequest[]
  readonly isDisposable: boolean
  /** Whether endpoints may be asked many times at once. */
  readonly mayLoad: boolean
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
}

const BACKGROUND_MS = 500
const MAX_ENDPOINTS = 40

/** Looks into a PostgreSQL database while the endpoints of its service are driven one at a time. Throws AuditError when it cannot be reached. */
export async function gatherPostgres(options: PostgresOptions): Promise<DatabaseFact> {
  const session = await PostgresSession.open({ url: options.url })
  const opened = [session]
  const open = async (more: { mayWrite?: boolean; statementTimeoutMs?: number }): Promise<PostgresSession> => {
    const next = await PostgresSession.open({ url: options.url, ...more })
    opened.push(next)
    return next
  }
  try {
    const watching = await open({})
    const bare = await open({ statementTimeoutMs: 0 })
    const writer = options.isDisposable ? await open({ mayWrite: true, statementTimeoutMs: 15_000 }) : null
    return await new PostgresGathering(options, { session, watching, bare, writer }, await meetServer(session)).run()
  } finally {
    await Promise.all(opened.map((each) => each.close()))
  }
}

interface Sessions {
  readonly session: PostgresSession
  readonly watching: PostgresSession
  readonly bare: PostgresSession
  readonly writer: PostgresSession | null
}

interface Driven {
  readonly drive: Drive
  readonly idleDuringMs: number
  readonly sessionsOpened: number | null
}

class PostgresGathering {
  private readonly options: PostgresOptions
  private readonly sessions: Sessions
  private readonly server: Server
  private readonly notTried: NotTried[]
  private readonly watch = new Watch()
  private readonly driven: Driven[] = []
  private readonly ids = new Map<string, string>()
  private texts: ReadonlyMap<string, StatementText> = new Map()

  constructor(options: PostgresOptions, sessions: Sessions, server: Server) {
    this.options = options
    this.sessions = sessions
    this.server = server
    this.notTried = [...server.notTried]
  }

  async run(): Promise<DatabaseFact> {
    const { options, sessions, server } = this
    const start = await backendsOf(sessions.session)
    const opening = await this.snapshot()
    const sampler = new ActivitySampler(sessions.watching, this.watch.sample).start()
    const background = await this.background(opening)
    const strangers = new Set(this.watch.strangers)
    const requester = options.baseUrl === null ? null : new Requester(options.baseUrl)
    try {
      if (requester !== null) await this.driveAll(requester)
      await sampler.stop()
      const closing = await this.snapshot()
      this.texts = (await server.statements?.textsOf([...closing.keys()])) ?? new Map()
      const endpoints = this.driven
        .map(({ drive, ...seen }) => endpointQueries(drive, this.context(background, strangers, seen)))
        .map((endpoint) => (server.statements === null ? { ...endpoint, statements: this.sampled(endpoint.endpoint) } : endpoint))
      const pool = requester === null ? null : await this.pool(endpoints, requester)
      const tables = await tablesOf(sessions.session)
      const judged = await this.statements(opening, closing, endpoints, tables)
      return {
        ...(await this.rest(start, endpoints)),
        ...judged,
        endpoints,
        pool,
        tables,
        ...(await this.harm(requester, endpoints, judged.statements, tables)),
        lockWaits: this.watch.lockWaits(),
        buffers: this.buffers(),
        notTried: this.notTried,
      }
    } finally {
      await requester?.close()
    }
  }

  private async snapshot(): Promise<StatementSnapshot> {
    return (await this.server.statements?.snapshot()) ?? new Map()
  }

  /** Calls a millisecond of statements that come by themselves. */
  private async background(opening: StatementSnapshot): Promise<ReadonlyMap<string, number>> {
    await sleep(BACKGROUND_MS)
    if (this.server.statements === null) return new Map()
    const seen = difference(opening, await this.snapshot())
    return new Map([...seen].map(([key, { calls }]) => [key, calls / BACKGROUND_MS]))
  }

  private async driveAll(requester: Requester): Promise<void> {
    const { options, sessions, server } = this
    const driver = new EndpointDriver({ requester, session: sessions.session, statements: server.statements, signal: options.signal })
    const depth = ({ template }: DrivenRequest): number => template.split('{').length
    const reads = options.reads.toSorted((a, b) => depth(a) - depth(b)).slice(0, MAX_ENDPOINTS)
    const requests = [
      ...reads.map((request) => ({ request, isRead: true })),
      ...(options.isDisposable ? options.writes.slice(0, MAX_ENDPOINTS).map((request) => ({ request, isRead: false })) : []),
    ]
    for (const [index, { request, isRead }] of requests.entries()) {
      if (options.signal.aborted) break
      options.onProgress('database: one endpoint at a time', index, requests.length)
      const before = await sessionsOpened(sessions.session, server.versionNumber)
      this.watch.begin(request.endpoint)
      const drive = await driver.drive(request, this.variantsOf(request), isRead)
      const idleDuringMs = this.watch.end()
      const after = await sessionsOpened(sessions.session, server.versionNumber)
      this.driven.push({ drive, idleDuringMs, sessionsOpened: before === null || after === null ? null : after - before })
    }
    if (options.reads.length > MAX_ENDPOINTS)
      this.notTried.push({
        what: `${options.reads.length - MAX_ENDPOINTS} endpoints`,
        reason: 'limit-reached',
        because: `${MAX_ENDPOINTS} endpoints are driven`,
      })
    if (!options.isDisposable && options.writes.length > 0)
      this.notTried.push({
        what: `${options.writes.length} endpoints that write`,
        reason: 'skipped-by-user',
        because: 'they are driven only with --database-disposable',
      })
  }

  /** Other things of the collection that an endpoint shows one of. */
  private variantsOf(request: DrivenRequest): readonly DrivenRequest[] {
    const match = /^(?<collection>.*)\/\{[^}/]+\}$/.exec(request.template)?.groups?.collection
    const listed = this.driven.find(({ drive }) => drive.request.template === match)
    if (listed === undefined) return []
    const stem = request.path.slice(0, request.path.lastIndexOf('/'))
    return listed.drive.ids.slice(0, 6).map((id) => ({ ...request, path: `${stem}/${encodeURIComponent(id)}` }))
  }

  private context(background: ReadonlyMap<string, number>, strangers: ReadonlySet<string>, seen: Omit<Driven, 'drive'>): Context {
    return { texts: this.texts, background, strangers, idOf: (key) => this.idOf(key), ...seen }
  }

  private idOf(key: string): string {
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

  private async pool(endpoints: readonly EndpointQueries[], requester: Requester): Promise<DatabaseFact['pool']> {
    const { options, sessions } = this
    const skip = (reason: NotTried['reason'], because: string): null => {
      this.notTried.push({ what: 'the size of the connection pool', reason, because })
      return null
    }
    if (!options.mayLoad) return skip('skipped-by-user', 'endpoints are asked many times at once only from --intensity active')
    const busiest = endpoints
      .filter(({ method, failures, statements }) => method === 'GET' && statements.length > 0 && failures['0'] === undefined)
      .toSorted((a, b) => (b.databaseMs?.p50 ?? 0) - (a.databaseMs?.p50 ?? 0))[0]
    const request = options.reads.find(({ endpoint }) => endpoint === busiest?.endpoint)
    if (request === undefined) return skip('no-data', 'no endpoint that reads was seen to ask the database')
    options.onProgress('database: connection pool', 0, 0)
    return measurePool(request, { requester, session: sessions.watching, signal: options.signal })
  }

  private async statements(
    opening: StatementSnapshot,
    closing: StatementSnapshot,
    endpoints: readonly EndpointQueries[],
    tables: readonly TableFact[],
  ): Promise<Pick<DatabaseFact, 'statements' | 'missingIndexes'>> {
    const { sessions, server, options } = this
    if (server.statements === null) return { statements: this.sampledStatements(), missingIndexes: [] }
    const { session, writer } = sessions
    const { hasHypopg } = server
    const found = await statementFacts(opening, closing, {
      tools: { session, writer, hasHypopg, tables },
      texts: this.texts,
      attributed: new Set(this.ids.keys()),
      idOf: (key) => this.idOf(key),
      endpoints,
      signal: options.signal,
      onProgress: options.onProgress,
    })
    this.notTried.push(...found.notTried)
    if (found.statements.length === 0)
      this.notTried.push({ what: 'plans', reason: 'no-data', because: 'no statement of the service was seen' })
    return { statements: found.statements, missingIndexes: found.missingIndexes }
  }

  private async harm(
    requester: Requester | null,
    endpoints: readonly EndpointQueries[],
    statements: readonly StatementFact[],
    tables: readonly TableFact[],
  ): Promise<Pick<DatabaseFact, 'deadlocks' | 'statementLimit'>> {
    const { options, sessions } = this
    const { writer, session } = sessions
    if (writer === null || requester === null) {
      this.notTried.push({
        what: 'deadlocks, and how long statements wait for a lock',
        reason: 'skipped-by-user',
        because: 'tried only with --database-disposable, and a service to drive',
      })
      return { deadlocks: null, statementLimit: null }
    }
    const tools = { requester, session, writer, signal: options.signal }
    options.onProgress('database: locks', 0, 0)
    const reading = endpoints.find(
      ({ method, statements: own, failures }) => method === 'GET' && own.length > 0 && failures['0'] === undefined,
    )
    const first = statements.find(
      ({ id, tables: named }) => named.length > 0 && reading?.statements.some(({ statement }) => statement === id),
    )
    const request = options.reads.find(({ endpoint }) => endpoint === reading?.endpoint)
    const table = first?.tables[0]
    return {
      deadlocks: await tryDeadlocks(options.writes, tables, tools),
      statementLimit: request === undefined || table === undefined ? null : await tryStatementLimit(request, table, tools),
    }
  }

  private buffers(): DatabaseFact['buffers'] {
    let blocks = 0
    let reads = 0
    for (const { drive } of this.driven) {
      for (const [key, counters] of drive.whole) {
        if (!this.texts.has(key)) continue
        blocks += counters.blocks
        reads += counters.blocksRead
      }
    }
    return this.server.statements === null || blocks === 0 ? null : { hits: blocks - reads, reads }
  }

  private async rest(
    start: readonly Backend[],
    endpoints: readonly EndpointQueries[],
  ): Promise<
    Omit<
      DatabaseFact,
      | 'statements'
      | 'missingIndexes'
      | 'endpoints'
      | 'pool'
      | 'tables'
      | 'deadlocks'
      | 'statementLimit'
      | 'lockWaits'
      | 'buffers'
      | 'notTried'
    >
  > {
    const { options, server, sessions } = this
    const end = await backendsOf(sessions.session)
    const senders = new Set(endpoints.flatMap(({ statements }) => statements.flatMap(({ statement }) => this.roleOf(statement) ?? [])))
    const roles = senders.size > 0 ? [...senders] : [...new Set(end.map(({ role }) => role).filter((role) => role !== ''))]
    const settings = await settingsOf(sessions.bare, roles)
    const setting = (name: string): number => Number(settings.find((each) => each.name === name && each.from === 'server')?.value ?? 0)
    return {
      engine: 'postgresql',
      version: server.version,
      address: addressOf(options.url),
      isDisposable: options.isDisposable,
      statementSource: server.statements !== null ? 'statistics' : endpoints.length > 0 ? 'samples' : 'none',
      indexes: await indexesOf(sessions.session),
      settings,
      roles: await rolesOf(sessions.session, roles),
      connections: {
        limit: setting('max_connections'),
        reserved: setting('superuser_reserved_connections'),
        atStart: start.length,
        atEnd: end.length,
        mostSeen: Math.max(this.watch.mostConnections, start.length, end.length),
        idleInTransaction: start.filter(isIdleInTransaction).map(({ role, application, stateMs, query }) => ({
          role,
          application,
          ageMs: Math.round(stateMs),
          query: maskStatement(query),
        })),
      },
      statisticsSince: server.statisticsSince,
      machine: isLocal(options.url) ? { memoryBytes: totalmem(), cores: availableParallelism() } : null,
      sizeBytes: server.sizeBytes,
    }
  }

  private roleOf(id: string): string | undefined {
    const key = [...this.ids].find(([, each]) => each === id)?.[0]
    return key === undefined ? undefined : this.texts.get(key)?.role
  }
}
