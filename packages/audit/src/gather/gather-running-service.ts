import { AuditError } from '../model/errors.ts'
import { type GatheredFacts, valueIfKnown } from '../model/facts.ts'
import { METHODS_OF } from '../model/words.ts'
import type { GatherOptions } from './gather-facts.ts'
import { gatherLoad } from './load/gather-load.ts'
import type { Stopwatch } from './progress.ts'
import { gatherService } from './service/gather-service.ts'
import { type RunningService, startService } from './service/start.ts'

/** Requests and time that all probes of one service may take. */
const BUDGET = { requests: 6000, milliseconds: 120_000 }

/** Starts the service when asked to, probes it, measures it, and stops what was started. */
export async function gatherRunningService(
  options: GatherOptions,
  source: GatheredFacts,
  stopwatch: Stopwatch,
): Promise<{ facts: GatheredFacts; warnings: string[] }> {
  const running = options.start === null ? null : await stopwatch.time('start', () => start(options, options.start ?? ''))
  const baseUrl = running?.baseUrl ?? options.url
  if (baseUrl === null) throw new AuditError('USAGE', 'Neither --url nor --start names a service.')
  try {
    const service = await stopwatch.time('probes', () => probe(options, baseUrl, source, running))
    const target = { baseUrl, pid: running?.pid ?? null, authHeaders: {} }
    const measures = options.measuresLoad && METHODS_OF[options.profile].includes('load') && !options.signal.aborted
    const load = measures ? await stopwatch.time('performance', () => gatherLoad(options, target, service)) : {}
    return { facts: { ...service, ...load }, warnings: [...(valueIfKnown(service.service)?.warnings ?? [])] }
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

function probe(options: GatherOptions, baseUrl: string, source: GatheredFacts, running: RunningService | null): Promise<GatheredFacts> {
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
