import type { LoadOptions } from './generator/load-options.ts'
import type { LoadResult } from './generator/load-result.ts'
import { runLoad } from './run-load.ts'
import { fitScalability, type Scalability } from './statistics/scalability.ts'

/** The highest rate that a number of workers brought, each time that it was measured. */
export interface WorkersPoint {
  readonly workers: number
  readonly ratesPerSecond: readonly number[]
}

export interface ScaleWorkersResult {
  readonly points: readonly WorkersPoint[]
  /** Universal Scalability Law over the number of workers; null with fewer than three numbers. */
  readonly law: Scalability | null
  /** Why the figures are not the service's; null when they are. */
  readonly void: string | null
  readonly aborted: boolean
}

export interface ScaleWorkersOptions {
  readonly load: Omit<LoadOptions, 'model' | 'durationMs' | 'maxRequests' | 'signal' | 'onProgress'>
  readonly workers: readonly number[]
  /** Starts the service with so many workers. */
  readonly start: (workers: number) => Promise<{ stop(): Promise<void> }>
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((text: string) => void) | undefined
  /** One load; for tests. */
  readonly run?: (load: LoadOptions) => Promise<Pick<LoadResult, 'ratePerSecond' | 'cpuShare' | 'aborted' | 'void' | 'errors' | 'requests'>>
}

/** Users at once: enough that no worker waits for one. */
const USERS_PER_WORKER = 16
const WARM_UP_MS = 1500
const HOLD_MS = 3000
/** Beyond this share of a processor the generator is what does not scale. */
const MAX_CPU_SHARE = 0.92
/** Rates that are further from the law than this follow none. */
const MAX_MISFIT = 0.15

/**
 * How the rate of a service grows with its workers: each number is measured twice, upwards and downwards, so that a machine that becomes
 * slower or faster meanwhile is not taken for a law.
 */
export async function scaleWorkers({
  load,
  workers,
  start,
  signal,
  onProgress,
  run = runLoad,
}: ScaleWorkersOptions): Promise<ScaleWorkersResult> {
  const rates = new Map<number, number[]>(workers.map((count) => [count, []]))
  const order = [...rates.keys()].toSorted((a, b) => a - b)
  let reason: string | null = null
  for (const count of [...order, ...order.toReversed()]) {
    if (signal?.aborted === true) break
    onProgress?.(`${count} workers`)
    const service = await start(count)
    try {
      const common = {
        ...load,
        connections: Math.max(load.connections ?? 0, USERS_PER_WORKER * count),
        ...(signal === undefined ? {} : { signal }),
      }
      await run({ ...common, durationMs: WARM_UP_MS })
      const { ratePerSecond, cpuShare, aborted, void: isVoid, errors, requests } = await run({ ...common, durationMs: HOLD_MS })
      if (aborted) break
      if (cpuShare > MAX_CPU_SHARE) reason = isVoid ?? reason
      if (requests > 0 && errors === requests) reason = `With ${count} workers every request failed.`
      rates.get(count)?.push(ratePerSecond)
    } finally {
      await service.stop()
    }
  }
  const points = order.map((count) => ({ workers: count, ratesPerSecond: rates.get(count) ?? [] }))
  const law = fitScalability(
    points.flatMap(({ workers: concurrency, ratesPerSecond }) => ratesPerSecond.map((ratePerSecond) => ({ concurrency, ratePerSecond }))),
  )
  if (law !== null && law.misfit > MAX_MISFIT)
    reason ??= 'The rates follow no law of scaling: they differ too much from one measurement to the next, or jump.'
  return { points, law, void: reason, aborted: signal?.aborted ?? false }
}
