import type { RouteFact, TaintedPath } from '@assay/flow'
import { AuditError } from '../../model/errors.ts'
import {
  type OperationFact,
  PROBES,
  type ProbeFact,
  type ProbeName,
  type ServiceFact,
  type ServiceFacts,
  type StageCost,
} from '../../model/facts/service.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import type { Intensity, NotVerifiedReason } from '../../model/words.ts'
import type { DrivenRequest } from '../database/driven-request.ts'
import { cleanUp } from './clean-up.ts'
import { isLoopbackHost, ProbingStopped, ServiceClient } from './client.ts'
import { crawl } from './crawl.ts'
import { drivenRequests } from './driven-requests.ts'
import { Sample } from './exchange-sample.ts'
import { BROAD_SHARE, FAMILIES, type Family } from './families.ts'
import { findSpecification } from './find-specification.ts'
import { ForeignActs } from './foreign-acts.ts'
import { findGraphql, type GraphqlOperations } from './graphql-operations.ts'
import type { DeclaredIdentities, ScriptRunner } from './identities/declared.ts'
import { headersRead } from './identities/headers-read.ts'
import { Identities } from './identities.ts'
import { withKinSchemas } from './kin-schemas.ts'
import { linkedOnceUsed } from './linked-once-used.ts'
import type { OpenFolder } from './open-folders.ts'
import type { Specification } from './openapi.ts'
import { operationFact } from './operation-facts.ts'
import { mergeOperations, type Operation } from './operations.ts'
import { withPrefixes } from './prefixes.ts'
import { Probing } from './probing.ts'
import { readRecordings } from './recordings.ts'
import type { RunningService } from './start.ts'
import { State } from './state.ts'
import { tokenFacts } from './token-facts.ts'
import { Values } from './values.ts'

export interface GatherServiceOptions {
  readonly baseUrl: string
  /** File, or path on the service; null searches. */
  readonly openapi: string | null
  /** HAR files and Postman collections. */
  readonly recordings?: readonly string[]
  /** Certificate in PEM of the authority that signs the service's own. */
  readonly authority?: string | null
  /** Runs a script that the configuration declares, where the call asked for it. */
  readonly runScript?: ScriptRunner | undefined
  /** Stops once identities were made: nothing is probed. */
  readonly identitiesOnly?: boolean
  readonly treeRoot: string | null
  readonly routes: readonly RouteFact[]
  readonly paths: readonly TaintedPath[]
  readonly intensity: Intensity
  readonly headers: Readonly<Record<string, string>>
  readonly identities: DeclaredIdentities | null
  /** Hosts beyond loopback that the user named as theirs to test. */
  readonly authorizedHosts: readonly string[]
  readonly budget: { readonly requests: number; readonly milliseconds: number }
  readonly startedByUs: boolean
  /** Secrets of the service that the run was given; none is kept. */
  readonly knownKeys?: readonly string[]
  /** Paths whose links the pages of the source show to a role alone. */
  readonly roleOnlyPaths?: readonly string[]
  /** Folders of files that the source serves to anybody: where each is said. */
  readonly openFolders?: readonly OpenFolder[]
  readonly runId: string
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
  /** `METHOD /path` of routes that are meant to answer everybody. */
  readonly publicRoutes?: readonly string[]
  /** Facts that are wanted; families of probes that make none of them do not run. Default: all. */
  readonly wantedFacts?: ReadonlySet<string> | null
  /** Times the service between the probes that leave it as it is and those that do not; the headers authenticate a user made only for this. */
  readonly measure?: (context: MeasureContext) => Promise<void>
  /** The process that was started, for its log and its sockets. */
  readonly running?: Pick<RunningService, 'log' | 'listeners' | 'hasEnded' | 'exitCode'> & { readonly command?: string }
}

/** What is known of the service when it is time to measure it. */
export interface MeasureContext {
  readonly operations: readonly OperationFact[]
  /** Empty when nobody could register. */
  readonly headers: Readonly<Record<string, string>>
  /** Requests that the service accepts, for those who ask them again and again; with those that change what was there where anything may be changed. */
  readonly requests: (mayChangeAnything: boolean) => Promise<readonly DrivenRequest[]>
}

/** What clean-up may use beyond the budget: a little, and more for each object that the run made, up to a minute. */
const CLEAN_UP_REQUESTS = 300
const CLEAN_UP_MS = 5000
const CLEAN_UP_MS_EACH = 200
const MOST_CLEAN_UP_MS = 60_000

/** Meets the service, makes identities, runs the probes by family and says what each saw. Throws {@link AuditError} only when the service cannot be asked at all. */
export async function gatherService(options: GatherServiceOptions): Promise<{ [N in keyof ServiceFacts]: Gathered<ServiceFacts[N]> }> {
  assertAuthorized(options)
  const client = new ServiceClient(options)
  const exchanges = new Sample()
  const foreignActs = new ForeignActs()
  client.observe((exchange) => {
    exchanges.add(exchange)
    foreignActs.note(exchange)
  })
  try {
    return await new Gathering(options, client, exchanges, foreignActs).run()
  } finally {
    await client.close()
  }
}

function assertAuthorized(options: GatherServiceOptions): void {
  const { hostname } = new URL(options.baseUrl)
  if (isLoopbackHost(hostname) || options.authorizedHosts.includes(hostname)) return
  throw new AuditError('TARGET_NOT_AUTHORIZED', `${hostname} is not this machine. Give --i-am-authorized ${hostname} if you may test it.`)
}

/** What a family is told that none of the controls asked for needs. */
const NOT_ASKED = { reason: 'skipped-by-user', because: 'none of the controls that were asked for needs it' } as const

/** Asks each operation that reads once: who is answered there is known from the probes otherwise. */
async function askReads(probing: Probing): Promise<void> {
  for (const operation of probing.wireOperations)
    if (operation.method === 'GET' && operation.purpose !== 'logout') await probing.acceptedBy(operation)
}

class Gathering {
  private readonly options: GatherServiceOptions
  private readonly client: ServiceClient
  private readonly exchanges: Sample
  private readonly foreignActs: ForeignActs
  private readonly warnings: string[] = []
  private specification: Specification | null = null
  private stopped = ''
  private readonly costs: StageCost[] = []
  private isMeasured = false
  private graphql: GraphqlOperations | null = null
  private readonly notRun = new Map<ProbeName, { readonly reason: NotVerifiedReason; readonly because: string }>()

  constructor(options: GatherServiceOptions, client: ServiceClient, exchanges: Sample, foreignActs: ForeignActs) {
    this.options = options
    this.client = client
    this.exchanges = exchanges
    this.foreignActs = foreignActs
  }

  async run(): Promise<{ [N in keyof ServiceFacts]: Gathered<ServiceFacts[N]> }> {
    await this.untilStopped(() => this.meet())
    const probing = await this.costing('specification and identities', () => this.prepare())
    if (this.options.identitiesOnly !== true) await this.probe(probing)
    const residue = await this.costing('clean-up', () => this.tidy(probing))
    return this.factsOf(probing, residue)
  }

  /** Runs a stage and remembers what it took. */
  private async costing<T>(stage: string, run: () => Promise<T>): Promise<T> {
    const requests = this.client.requests
    const started = performance.now()
    const result = await run()
    this.costs.push({ stage, requests: this.client.requests - requests, milliseconds: Math.round(performance.now() - started) })
    return result
  }

  /** The first request: a service that cannot be reached ends the matter. */
  private async meet(): Promise<void> {
    this.options.onProgress('meeting the service', 0, 0)
    const first = await this.client.send({ method: 'GET', path: '/', mayFail: true })
    if (first.status > 0) return
    const second = await this.client.send({ method: 'GET', path: '/', mayFail: true })
    if (second.status > 0) return
    if (second.error === 'BAD_RESPONSE' || second.error.startsWith('HPE_'))
      throw new AuditError(
        'TARGET_UNREACHABLE',
        `${this.options.baseUrl} answers, but not in HTTP/1.1 (${second.error}). Is this the right port?`,
      )
    throw new AuditError('TARGET_UNREACHABLE', `Cannot reach ${this.options.baseUrl} (${second.error}). Is the service running?`)
  }

  private async prepare(): Promise<Probing> {
    const { options, client } = this
    const values = new Values(options.runId)
    let operations: Operation[] = []
    const read = await headersRead(options.treeRoot)
    const identitiesOf = (): Identities =>
      new Identities(client, values, operations, [...(this.specification?.schemes ?? []), ...read], options.runScript)
    let identities = identitiesOf()
    await this.untilStopped(async () => {
      await this.meetUnknownPaths(values)
      const found = await findSpecification(options.openapi, options.treeRoot, client, options.routes)
      this.specification = found.specification
      this.warnings.push(...found.warnings, ...(found.specification?.warnings ?? []))
      const recordings = await readRecordings(options.recordings ?? [], options.baseUrl)
      this.warnings.push(...recordings.flatMap(({ warnings }) => warnings))
      const recorded = recordings.flatMap((recording) => recording.operations)
      const merged = mergeOperations(found.specification?.operations ?? [], options.routes, options.publicRoutes ?? [], recorded)
      this.warnings.push(...merged.warnings)
      operations = [...withKinSchemas(await withPrefixes(merged.operations, client))]
      operations.push(...(await crawl(client, { known: operations })))
      operations.push(...(await this.meetGraphql(operations)))
      options.onProgress(`${operations.length} operations; making identities`, 0, 0)
      identities = identitiesOf()
      await identities.make(options.identities, options.intensity !== 'safe', this.comparesUsers())
      operations.push(...identities.discovered)
      const { userA } = identities
      // What a page links to depends on who looks at it.
      if (userA !== null && identities.cookieScheme !== null) {
        operations.push(...(await crawl(client, { known: operations, headers: userA.headers, identity: userA.name })))
        await identities.findCheck()
      }
    })
    const probing = new Probing({
      client,
      values,
      identities,
      operations,
      state: new State(operations),
      paths: options.paths,
      intensity: options.intensity,
      startedByUs: options.startedByUs,
      treeRoot: options.treeRoot,
      knownKeys: options.knownKeys ?? [],
      roleOnlyPaths: options.roleOnlyPaths ?? [],
      openFolders: options.openFolders ?? [],
      routes: options.routes,
      serviceLog: options.running === undefined ? null : () => options.running?.log() ?? [],
      listeners: options.running === undefined ? null : () => options.running?.listeners() ?? Promise.resolve([]),
    })
    await this.untilStopped(async () => {
      operations.push(...(await linkedOnceUsed(probing)))
    })
    return probing
  }

  /** What the service answers to paths that do not exist: a success there says nothing anywhere. */
  private async meetUnknownPaths(values: Values): Promise<void> {
    const { client, options } = this
    for (const path of [`/${values.nonce('nowhere')}`, `/api/${values.nonce('nowhere')}/${values.nonce('nowhere')}`])
      client.soft.learn(await client.send({ method: 'GET', path, mayFail: true }))
    if (!client.soft.isCatchingAll) return
    this.warnings.push('paths that do not exist are answered with success: answers that look like those count as not found')
    if (options.intensity === 'safe') return
    const body = { method: 'POST', path: `/${values.nonce('nowhere')}`, headers: { 'content-type': 'application/json' }, body: '{}' }
    client.soft.learn(await client.send({ ...body, mayFail: true }))
  }

  /** The fields of a GraphQL schema, as operations. */
  private async meetGraphql(operations: readonly Operation[]): Promise<readonly Operation[]> {
    const { graphql, endpoint, warning } = await findGraphql(operations, this.options.treeRoot, this.client)
    if (warning !== '') this.warnings.push(warning)
    if (graphql !== null) this.client.translateBy(graphql)
    this.graphql = graphql
    return [...(endpoint === null || operations.includes(endpoint) ? [] : [endpoint]), ...(graphql?.operations ?? [])]
  }

  private async probe(probing: Probing): Promise<void> {
    if (this.options.wantedFacts != null) await this.costing('what can be read', () => this.untilStopped(() => askReads(probing)))
    for (const [index, family] of FAMILIES.entries()) {
      if (family.isDisturbing === true) await this.measure(probing)
      this.options.onProgress(family.title, index, FAMILIES.length)
      const refusal = this.isWanted(family) ? this.refusalOf(family) : NOT_ASKED
      if (refusal !== null) {
        for (const name of family.probes) this.notRun.set(name, refusal)
        continue
      }
      const before = this.client.requests
      this.client.giveShare(family.isBroad === true ? BROAD_SHARE : 1)
      const stop = await this.costing(family.title, () => this.untilStopped(async () => family.run(probing)))
      const spent = this.client.requests - before
      for (const name of family.probes) {
        probing.factOf(name).requests += Math.round(spent / Math.max(1, family.probes.length))
        if (stop !== null) probing.notTried(name, family.title, stop.reason, stop.message)
      }
    }
    this.options.onProgress('probing is done', FAMILIES.length, FAMILIES.length)
  }

  /** Lets the caller measure the service, once; what goes wrong there is a warning. */
  private async measure(probing: Probing): Promise<void> {
    const { measure } = this.options
    if (this.isMeasured || measure === undefined) return
    this.isMeasured = true
    const started = performance.now()
    const headers = await this.headersForMeasuring(probing)
    try {
      await measure({
        operations: probing.wireOperations.map((operation) => operationFact(operation, this.client.stopped)),
        headers,
        requests: (mayChangeAnything) => drivenRequests(probing, { headers: this.options.headers, mayChangeAnything }),
      })
    } catch (error) {
      if (error instanceof AuditError) throw error
      this.warnings.push(`measuring the service broke: ${error instanceof Error ? error.message : String(error)}`)
    }
    this.client.disregard(performance.now() - started)
  }

  private async headersForMeasuring(probing: Probing): Promise<Readonly<Record<string, string>>> {
    if (!probing.mayWrite) return {}
    // where nothing is probed, the first user is as fresh as one made for this
    if (!FAMILIES.some((family) => this.isWanted(family))) return probing.identities.userA?.headers ?? {}
    try {
      probing.client.takeNextAddress()
      return (await probing.identities.registerUser('measured', {}))?.headers ?? {}
    } catch (error) {
      if (error instanceof ProbingStopped) return {}
      throw error
    }
  }

  private isWanted({ probes, prepares = [] }: Family): boolean {
    const { wantedFacts = null } = this.options
    if (wantedFacts === null) return true
    const makesWanted = (each: readonly ProbeName[]): boolean => each.some((name) => wantedFacts.has(name))
    // a family without facts of its own prepares for others
    return probes.length > 0 ? makesWanted([...probes, ...prepares]) : FAMILIES.some((family) => makesWanted(family.probes))
  }

  /** Whether anything asked for is told by what one user may do and another may not; measuring needs a single one. */
  private comparesUsers(): boolean {
    const { wantedFacts = null } = this.options
    return wantedFacts === null || FAMILIES.some((family) => this.isWanted(family))
  }

  private refusalOf(family: Family): { readonly reason: NotVerifiedReason; readonly because: string } | null {
    if (this.client.stopped !== '')
      return { reason: this.options.signal.aborted ? 'skipped-by-user' : 'limit-reached', because: this.client.stopped }
    if (family.intensity === 'intrusive' && this.options.intensity !== 'intrusive')
      return { reason: 'skipped-by-user', because: 'runs only at --intensity intrusive' }
    if (family.intensity === 'active' && this.options.intensity === 'safe')
      return { reason: 'skipped-by-user', because: 'runs only from --intensity active' }
    return null
  }

  /** Runs a stage; a defect of ours in it costs that stage only. */
  private async untilStopped(stage: () => Promise<void>): Promise<{ readonly reason: NotVerifiedReason; readonly message: string } | null> {
    try {
      await stage()
      return null
    } catch (error) {
      if (error instanceof ProbingStopped) return { reason: error.reason, message: error.message }
      if (error instanceof AuditError) throw error
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      this.warnings.push(`a stage of the live probes broke: ${message}`)
      return { reason: 'tool-error', message }
    }
  }

  private async tidy(probing: Probing): Promise<ServiceFacts['residue']> {
    let residue: ServiceFacts['residue'] = probing.state.residueOf(new Set(), () => 'the run ended before clean-up')
    this.stopped = this.client.stopped
    probing.identities.unkept.enter(probing.state, probing.operations)
    const objects = probing.state.created.filter(({ isRemoved }) => !isRemoved).length
    await this.client.grantMore(CLEAN_UP_REQUESTS + 2 * objects, Math.min(MOST_CLEAN_UP_MS, CLEAN_UP_MS + objects * CLEAN_UP_MS_EACH))
    await this.untilStopped(async () => {
      residue = await cleanUp(probing)
    })
    const userIds = new Set(probing.identities.registered.flatMap(({ session }) => session?.userId ?? []))
    return [...residue, ...this.foreignActs.told(probing.operations, probing.state.created, userIds)]
  }

  private factsOf(probing: Probing, residue: ServiceFacts['residue']): { [N in keyof ServiceFacts]: Gathered<ServiceFacts[N]> } {
    const { identities } = probing
    const probeFacts = Object.fromEntries(
      PROBES.map((name) => {
        const refusal = this.notRun.get(name)
        const result = probing.result(name)
        if (refusal !== undefined && result.trials.length === 0) return [name, unknown(refusal.reason, refusal.because)]
        if (!FAMILIES.some((family) => family.probes.includes(name))) return [name, unknown('not-implemented', 'no probe gathers this yet')]
        return [name, known(this.told(result))]
      }),
    ) as unknown as { [P in ProbeName]: Gathered<ServiceFacts[P]> }
    return {
      ...probeFacts,
      service: known(this.serviceFact()),
      operations: known(
        probing.operations.map(
          (operation) => this.graphql?.toldOperation(operationFact(operation, this.stopped)) ?? operationFact(operation, this.stopped),
        ),
      ),
      exchanges: known(this.exchanges.all()),
      identities: known({
        identities: identities.facts,
        scheme: identities.scheme,
        steps: identities.steps.map((step) => this.graphql?.toldText(step) ?? step),
        verifiedBy:
          identities.check === null ? null : (this.graphql?.toldText(identities.check.operation.key) ?? identities.check.operation.key),
      }),
      tokens: known(tokenFacts(identities)),
      startedService: this.startedFact(),
      residue: known(residue.map((left) => ({ ...left, what: this.graphql?.toldText(left.what) ?? left.what }))),
    }
  }

  /** What a probe saw, in the words of the service. */
  private told(fact: ProbeFact): ProbeFact {
    const { graphql } = this
    if (graphql === null) return fact
    return {
      ...fact,
      trials: fact.trials.map((trial) => ({ ...graphql.told(trial), effect: graphql.toldText(trial.effect) })),
      notTried: fact.notTried.map((entry) => ({ ...entry, what: graphql.toldText(entry.what), because: graphql.toldText(entry.because) })),
    }
  }

  private serviceFact(): ServiceFact {
    const { options, client, specification } = this
    return {
      baseUrl: options.baseUrl.replace(/\/$/, ''),
      scheme: client.base.protocol === 'https:' ? 'https' : 'http',
      host: client.base.hostname,
      isLoopback: client.isLoopback,
      startedByUs: options.startedByUs,
      intensity: options.intensity,
      requests: client.requests,
      failures: client.failures,
      limitedTimes: client.limitedTimes,
      stopped: this.stopped,
      warnings: this.warnings,
      costs: this.costs,
      openapi:
        specification === null
          ? null
          : {
              from: specification.from,
              version: specification.version,
              operations: specification.operations.length,
              warnings: specification.warnings,
            },
    }
  }

  private startedFact(): Gathered<ServiceFacts['startedService']> {
    const { running } = this.options
    if (running === undefined)
      return unknown('no-target', 'the service was not started by assay: its log and its processes are out of sight')
    const log = running.log()
    return known({
      command: running.command ?? '',
      log: log.slice(-1000).map((line) => this.client.masking.text(line)),
      logLines: log.length,
      exitCode: running.exitCode(),
      endedEarly: running.hasEnded(),
    })
  }
}
