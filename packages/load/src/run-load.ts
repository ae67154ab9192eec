import type { ThreadReport } from './generator/engine.ts'
import { type LoadOptions, type LoadPlan, planOf } from './generator/load-options.ts'
import { type LoadResult, resultOf } from './generator/load-result.ts'
import { runThreads } from './generator/threads.ts'
import { isLoopback } from './http/request-template.ts'
import { ServiceWatch } from './process/service-watch.ts'
import { type TargetDelay, TargetWatch } from './process/target-watch.ts'

/**
 * Loads an HTTP/1.1 service and measures it. Resolves also when the service refuses, resets or never answers: errors are part of the
 * result. Throws LoadError for options that cannot be run. Aborting the signal resolves with what was measured so far.
 *
 * @example
 * const { latencyMs, void: isVoid } = await runLoad({ url: 'http://127.0.0.1:3000/', durationMs: 8000, model: { kind: 'poisson', ratePerSecond: 200 } })
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const plan = planOf(options)
  const watch = await watchOf(plan)
  const service = options.watchService === true && isLocal(plan) ? await ServiceWatch.open(plan.target.port, options.serviceIsOurs) : null
  let targetDelay: TargetDelay | null = null
  let reports: ThreadReport[]
  const onStart = () => {
    watch?.start()
    service?.start()
  }
  try {
    reports = await runThreads(plan, { signal: options.signal, onProgress: options.onProgress, onStart })
  } catch (error) {
    await service?.stop(0)
    throw error
  } finally {
    targetDelay = watch?.stop() ?? null
  }
  const requests = reports.reduce((sum, report) => sum + report.requests, 0)
  return resultOf(plan, options.url, reports, targetDelay, (await service?.stop(requests)) ?? null)
}

/** Short runs are parts of something longer (blocks, probes) that cannot wait for a look at the machine each time. */
const SHORTEST_WATCHED_MS = 2000

function isLocal({ target }: LoadPlan): boolean {
  return process.platform === 'linux' && isLoopback(target.host)
}

async function watchOf(plan: LoadPlan): Promise<TargetWatch | null> {
  const { target, durationMs } = plan
  const isWatched = isLocal(plan) && durationMs >= SHORTEST_WATCHED_MS
  return isWatched && Number.isFinite(durationMs) ? await TargetWatch.open(target.port) : null
}
