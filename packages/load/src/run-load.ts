import type { ThreadReport } from './generator/engine.ts'
import { type LoadOptions, type LoadPlan, planOf } from './generator/load-options.ts'
import { type LoadResult, resultOf } from './generator/load-result.ts'
import { runThreads } from './generator/threads.ts'
import { isLoopback } from './http/request-template.ts'
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
  let targetDelay: TargetDelay | null = null
  let reports: ThreadReport[]
  try {
    reports = await runThreads(plan, { signal: options.signal, onProgress: options.onProgress, onStart: () => watch?.start() })
  } finally {
    targetDelay = watch?.stop() ?? null
  }
  return resultOf(plan, options.url, reports, targetDelay)
}

/** Short runs are parts of something longer (blocks, probes) that cannot wait for a look at the machine each time. */
const SHORTEST_WATCHED_MS = 2000

async function watchOf({ target, durationMs }: LoadPlan): Promise<TargetWatch | null> {
  const isWatched = process.platform === 'linux' && isLoopback(target.host) && durationMs >= SHORTEST_WATCHED_MS
  return isWatched && Number.isFinite(durationMs) ? await TargetWatch.open(target.port) : null
}
