import type { CapacityResult, FiveTestsResult } from '@assay/load'

/** What was measured under load. */
export interface LoadFacts {
  readonly performance: FiveTestsResult
  readonly capacity: CapacityFact
}

/** How much the service bears, what limits it, and how it comes out of too much. */
export interface CapacityFact {
  readonly found: CapacityResult
  readonly saturation: SaturationFact
  readonly spike: SpikeFact
}

/** Two seconds at the concurrency of the highest rate. */
export interface SaturationFact {
  readonly concurrency: number
  readonly ratePerSecond: number
  readonly meanMs: number
  readonly errors: number
  /** Cores that the service used, and its busiest process by itself; null when its process is not known. */
  readonly cores: { readonly service: number; readonly busiestProcess: number; readonly processes: number } | null
  /** Cores that the generator used. */
  readonly generatorCores: number
  readonly machineCores: number
}

/** More than the service bears for a moment, then one user again. */
export interface SpikeFact {
  readonly ratePerSecond: number
  readonly durationMs: number
  readonly requests: number
  /** Requests without a 2xx answer, by status or class. */
  readonly failed: Readonly<Record<string, number>>
  /** Median latency of one user before, milliseconds. */
  readonly beforeMs: number
  /** Milliseconds from the end of the spike until one user was served as before; null when that was not seen. */
  readonly recoveryMs: number | null
  readonly watchedMs: number
}
