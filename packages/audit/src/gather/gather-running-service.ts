import { AuditError } from '../model/errors.ts'
import { type GatheredFacts, valueIfKnown } from '../model/facts.ts'
import { METHODS_OF } from '../model/words.ts'
import type { GatherOptions } from './gather-facts.ts'
import { gatherLoad } from './load/gather-load.ts'
import type { Stopwatch } from './progress.ts'
import { gatherService } from './service/gather-service.ts'
import { type RunningService, startService } from './service/start.ts'

/** Requests and time a whole audit of one service may take. */
const BUDGET = { requests: 6000, milliseconds: 150_000 }

/** Starts the service when asked to, measures it while it is still fresh, probes it, and stops what was started. */
export async function gatherRunningService(
  options: GatherOptions,
  source: GatheredFacts,
  stopwatch: Stopwatch,
): Promise<{ facts: GatheredFacts; warnings: string[] }> {
  const running = options.start === null ? null : await stopwatch.time('start', () => start(options))
  const baseUrl = running?.baseUrl ?? options.url
  if (baseUrl === null) throw new AuditError('USAGE', 'Neither --url nor --start names a service.')
  try {
    const service = await stopwatch.time('probes', () => probe(options, baseUrl, source))
    const load = METHODS_OF[options.profile].includes('load')
      ? await stopwatch.time('performance', () => gatherLoad(options, baseUrl, service, running?.pid ?? null))
      : {}
    return { facts: { ...service, ...load }, warnings: [] }
  } finally {
    await running?.stop()
  }
}

function start({
  start: command,
  startDirectory,
  healthPath,
  startSeconds,
  url,
  signal,
  onProgress,
}: GatherOptions): Promise<RunningService> {
  onProgress('starting the service', 0, 0)
  return startService({ command: command ?? '', directory: startDirectory, healthPath, timeoutMs: startSeconds * 1000, url, signal })
}

function probe(options: GatherOptions, baseUrl: string, source: GatheredFacts): Promise<GatheredFacts> {
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
  })
}
