import { AuditError } from '../model/errors.ts'
import type { OperationFact } from '../model/facts/service.ts'
import { type GatheredFacts, unknown, valueIfKnown } from '../model/facts.ts'
import { METHODS_OF } from '../model/words.ts'
import type { GatherOptions } from './gather-facts.ts'
import { gatherLoad, type LoadTarget } from './load/gather-load.ts'
import type { Stopwatch } from './progress.ts'
import { gatherService } from './service/gather-service.ts'
import { type RunningService, startService } from './service/start.ts'

/** Requests and time that all probes of one service may take. */
const BUDGET = { requests: 6000, milliseconds: 120_000 }

/** Starts the service when asked to, probes it, measures it between the probes that leave it whole and those that trip its limits, and stops it. */
export async function gatherRunningService(
  options: GatherOptions,
  source: GatheredFacts,
  stopwatch: Stopwatch,
): Promise<{ facts: GatheredFacts; warnings: string[] }> {
  const running = options.start === null ? null : await stopwatch.time('start', () => start(options, options.start ?? ''))
  const baseUrl = running?.baseUrl ?? options.url
  if (baseUrl === null) throw new AuditError('USAGE', 'Neither --url nor --start names a service.')
  const performance = new LoadMeasurement(options, { baseUrl, pid: running?.pid ?? null }, stopwatch)
  try {
    const service = await stopwatch.time('probes', () => probe(options, baseUrl, source, running, performance))
    return { facts: { ...service, ...performance.facts() }, warnings: [...(valueIfKnown(service.service)?.warnings ?? [])] }
  } finally {
    await running?.stop()
  }
}

function start(
  { startDirectory, startEnvironment, healthPath, startSeconds, url, signal, onProgress }: GatherOptions,
  command: string,
): Promise<RunningService> {
  onProgress('starting the service', 0, 0)
  const port = url === null ? null : Number(new URL(url).port)
  return startService({
    command,
    cwd: startDirectory,
    port,
    environment: startEnvironment,
    healthPath,
    deadlineMs: startSeconds * 1000,
    signal,
  })
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
    treeRoot: options.source,
    routes: analysis?.routes ?? [],
    paths: analysis?.paths ?? [],
    intensity: options.intensity,
    headers: options.headers,
    identities: options.identities,
    publicRoutes: options.publicRoutes,
    authorizedHosts: options.authorizedHosts,
    budget: BUDGET,
    startedByUs: options.start !== null,
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

/** The performance tests of one audit: run once, where the probes say that it is time. */
class LoadMeasurement {
  private readonly options: GatherOptions
  private readonly target: Omit<LoadTarget, 'authHeaders'>
  private readonly stopwatch: Stopwatch
  private gathered: GatheredFacts = {}

  constructor(options: GatherOptions, target: Omit<LoadTarget, 'authHeaders'>, stopwatch: Stopwatch) {
    this.options = options
    this.target = target
    this.stopwatch = stopwatch
  }

  async measure({
    operations,
    headers,
  }: {
    readonly operations: readonly OperationFact[]
    readonly headers: Readonly<Record<string, string>>
  }): Promise<void> {
    if (!this.isWanted()) return
    this.gathered = await this.stopwatch.time('performance', () =>
      gatherLoad(this.options, { ...this.target, authHeaders: headers }, operations),
    )
  }

  facts(): GatheredFacts {
    const wasReached = this.gathered.performance !== undefined
    return wasReached || !this.isWanted()
      ? this.gathered
      : { performance: unknown('inconclusive', 'the probes ended before the performance tests could run') }
  }

  private isWanted(): boolean {
    const { measuresLoad, profile, signal } = this.options
    return measuresLoad && METHODS_OF[profile].includes('load') && !signal.aborted
  }
}
