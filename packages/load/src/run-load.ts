import { type LoadOptions, planOf } from './generator/load-options.ts'
import { type LoadResult, resultOf } from './generator/load-result.ts'
import { runThreads } from './generator/threads.ts'

/**
 * Loads an HTTP/1.1 service and measures it. Resolves also when the service refuses, resets or never answers: errors are part of the
 * result. Throws LoadError for options that cannot be run. Aborting the signal resolves with what was measured so far.
 *
 * @example
 * const { latencyMs, void: isVoid } = await runLoad({ url: 'http://127.0.0.1:3000/', durationMs: 8000, model: { kind: 'poisson', ratePerSecond: 200 } })
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const plan = planOf(options)
  const reports = await runThreads(plan, { signal: options.signal, onProgress: options.onProgress })
  return resultOf(plan, options.url, reports)
}
