import { readFileSync } from 'node:fs'
import type { PatternFact, SourceAnalysis } from '@assay/flow'
import { inspectableNodeOption } from '@assay/load'
import { AuditError } from '../model/errors.ts'
import { type GatheredFacts, unknown, valueIfKnown } from '../model/facts.ts'
import { METHODS_OF } from '../model/words.ts'
import { checkStores, gatherStores, NO_STORES, type StoreFacts, wantsStores } from './database/gather-stores.ts'
import { statementLimitIn, statementsOf } from './database/source-statements.ts'
import { DependencyRelays, gatherDrills } from './drills/gather-drills.ts'
import type { GatherOptions } from './gather-facts.ts'
import { gatherLoad, type LoadTarget } from './load/gather-load.ts'
import { gatherProfile } from './profile/gather-profile.ts'
import type { Stopwatch } from './progress.ts'
import { gatherService, type MeasureContext } from './service/gather-service.ts'
import { headersFromScript } from './service/identities/script.ts'
import { type RunningService, startService } from './service/start.ts'

/** Requests and time that all probes of one service may take: 300 operations take 11,200 requests (`npm run bench -- live 300`). */
const BUDGET = { requests: 12_000, milliseconds: 300_000 }

/**
 * Starts the service when asked to, probes it, measures it between the probes that leave it whole and those that trip its limits,
 * puts it through the drills of the full profile, and stops it.
 */
export async function gatherRunningService(
  options: GatherOptions,
  source: GatheredFacts,
  stopwatch: Stopwatch,
): Promise<{ facts: GatheredFacts; warnings: string[] }> {
  const relays = await openRelays(options)
  try {
    return await gatherThrough(relays, options, source, stopwatch)
  } finally {
    await relays?.close()
  }
}

/** Drills need a service that we may break, so one that we start. */
function openRelays({ profile, start, startEnvironment }: GatherOptions): Promise<DependencyRelays> | null {
  return start === null || !METHODS_OF[profile].includes('drill') ? null : DependencyRelays.open(startEnvironment)
}

async function gatherThrough(
  relays: DependencyRelays | null,
  options: GatherOptions,
  source: GatheredFacts,
  stopwatch: Stopwatch,
): Promise<{ facts: GatheredFacts; warnings: string[] }> {
  const settings = relays === null ? options.startEnvironment : await inspectable({ ...options.startEnvironment, ...relays.environment() })
  const running = options.start === null ? null : await stopwatch.time('start', () => start(options, options.start ?? '', settings))
  const baseUrl = running?.baseUrl ?? options.url
  if (baseUrl === null) throw new AuditError('USAGE', 'Neither --url nor --start names a service.')
  const performance = new LoadMeasurement(options, { baseUrl, pid: running?.pid ?? null }, source, stopwatch)
  try {
    await checkStores(options)
    const service = await stopwatch.time('probes', () => probe(options, baseUrl, source, running, performance))
    const drills = await drillsOf(relays, options, running, performance, stopwatch)
    return { facts: { ...service, ...performance.facts(), ...drills }, warnings: [...(valueIfKnown(service.service)?.warnings ?? [])] }
  } finally {
    await running?.stop()
  }
}

async function drillsOf(
  relays: DependencyRelays | null,
  { signal, startDirectory, onProgress }: GatherOptions,
  running: RunningService | null,
  performance: LoadMeasurement,
  stopwatch: Stopwatch,
): Promise<GatheredFacts> {
  if (relays === null || signal.aborted) return {}
  const { operations, headers } = performance.seen()
  if (running === null || running.hasEnded()) {
    const ended = unknown('inconclusive', 'the service had ended before the drills could begin')
    return { runtimeProfile: ended, dependencyDrills: ended, workerDrill: ended, shutdownDrill: ended }
  }
  const service = { running, operations, authHeaders: headers }
  onProgress('where the processor time goes', 0, 0)
  const runtimeProfile = await stopwatch.time('profile', () => gatherProfile({ ...service, directory: startDirectory }, signal))
  return { runtimeProfile, ...(await stopwatch.time('drills', () => gatherDrills(service, relays, { signal, onProgress }))) }
}

/** A signal can open the inspector of a Node.js service later, on a free port. */
async function inspectable(environment: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  return { ...environment, NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} ${await inspectableNodeOption()}`.trim() }
}

function start(
  { startDirectory, healthPath, startSeconds, url, signal, onProgress }: GatherOptions,
  command: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningService> {
  onProgress('starting the service', 0, 0)
  const port = url === null ? null : Number(new URL(url).port)
  return startService({
    command,
    cwd: startDirectory,
    port,
    environment,
    healthPath,
    deadlineMs: startSeconds * 1000,
    signal,
  })
}

function readAuthority(file: string): string {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new AuditError('CONFIG_INVALID', `Cannot read ${file} (${(error as NodeJS.ErrnoException).code ?? String(error)}).`, {
      cause: error,
    })
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new AuditError('CONFIG_INVALID', `${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`)
}

function told(analysis: SourceAnalysis | null | undefined, kind: PatternFact['kind']): readonly PatternFact[] {
  return analysis?.patterns.filter((pattern) => pattern.kind === kind) ?? []
}

function probe(
  options: GatherOptions,
  baseUrl: string,
  source: GatheredFacts,
  running: RunningService | null,
  performance: LoadMeasurement,
): Promise<GatheredFacts> {
  const analysis = valueIfKnown(source.source)
  return gatherService({
    baseUrl,
    openapi: options.openapi,
    recordings: options.recordings,
    authority: options.authorityFile === null ? null : readAuthority(options.authorityFile),
    treeRoot: options.source,
    routes: analysis?.routes ?? [],
    paths: analysis?.paths ?? [],
    roleOnlyPaths: told(analysis, 'role-in-page-only').map(({ details }) => String(details.route).replace(/^\w+ /, '')),
    openFolders: told(analysis, 'open-files').map(({ place, details }) => ({
      path: String(details.path),
      file: place.file,
      line: place.line,
    })),
    intensity: options.intensity,
    headers: options.headers,
    identities: options.identities,
    identitiesOnly: options.identitiesOnly,
    runScript: options.runsScripts
      ? (command) => headersFromScript(command, options.startDirectory, options.startEnvironment, options.signal)
      : undefined,
    publicRoutes: options.publicRoutes,
    wantedFacts: options.wantedFacts ?? null,
    authorizedHosts: options.authorizedHosts,
    budget: BUDGET,
    startedByUs: options.start !== null,
    knownKeys: options.start === null ? [] : secretsIn(options.startEnvironment),
    runId: options.runId,
    signal: options.signal,
    onProgress: options.onProgress,
    measure: (context) => performance.measure(context),
    ...(running === null
      ? {}
      : {
          running: {
            log: () => running.log(),
            listeners: () => running.listeners(),
            hasEnded: () => running.hasEnded(),
            exitCode: () => running.exitCode(),
            command: options.start ?? '',
          },
        }),
  })
}

/** Values of an environment that are named after secrets. */
function secretsIn(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => /secret|key|jwt|token|sign/i.test(name) && value.length >= 4)
    .map(([, value]) => value)
    .slice(0, 20)
}

/** The performance tests of one audit: run once, where the probes say that it is time. */
class LoadMeasurement {
  private readonly options: GatherOptions
  private readonly target: Omit<LoadTarget, 'authHeaders'>
  private readonly source: GatheredFacts
  private readonly stopwatch: Stopwatch
  private gathered: GatheredFacts = {}
  private stores: StoreFacts = NO_STORES
  private context: MeasureContext = { operations: [], headers: {}, requests: async () => [] }

  constructor(options: GatherOptions, target: Omit<LoadTarget, 'authHeaders'>, source: GatheredFacts, stopwatch: Stopwatch) {
    this.source = source
    this.options = options
    this.target = target
    this.stopwatch = stopwatch
  }

  async measure(context: MeasureContext): Promise<void> {
    this.context = context
    await this.measureStores(context)
    if (!this.isWanted()) return
    const { operations, headers } = context
    this.gathered = await this.stopwatch.time('performance', () =>
      gatherLoad(this.options, { ...this.target, authHeaders: { ...this.options.headers, ...headers } }, operations),
    )
  }

  /** Before the load: it would warm what is measured cold, and fill what is measured empty. */
  private async measureStores({ requests }: MeasureContext): Promise<void> {
    if (!wantsStores(this.options) || this.options.signal.aborted) return
    try {
      this.stores = await this.stopwatch.time('stores', async () =>
        gatherStores(this.options, {
          baseUrl: this.target.baseUrl,
          requests: await requests(this.options.isDatabaseDisposable),
          statementLimitAt: statementLimitIn(this.options, this.source),
          sourceStatements: statementsOf(this.options, this.source),
        }),
      )
    } catch (error) {
      if (error instanceof AuditError) throw error
      const broken = unknown('tool-error', error instanceof Error ? error.message : String(error))
      this.stores = { database: broken, cacheStore: broken, cacheBehaviour: broken }
    }
  }

  /** What the probes knew when they let the service be measured. */
  seen(): MeasureContext {
    return this.context
  }

  facts(): GatheredFacts {
    const wasReached = this.gathered.performance !== undefined
    return wasReached || !this.isWanted()
      ? { ...this.stores, ...this.gathered }
      : { ...this.stores, performance: unknown('inconclusive', 'the probes ended before the performance tests could run') }
  }

  private isWanted(): boolean {
    const { measuresLoad, profile, signal } = this.options
    return measuresLoad && METHODS_OF[profile].includes('load') && !signal.aborted
  }
}
