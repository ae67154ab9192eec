/** Where the processor time of a service went that we started, under a moderate load. */
export interface RuntimeProfileFacts {
  readonly runtimeProfile: RuntimeProfileFact
}

export interface RuntimeProfileFact {
  readonly runtime: 'node' | 'python'
  /** `inspector of Node.js` or `py-spy`. */
  readonly method: string
  readonly sampledMs: number
  /** Share of the samples in which the process worked. */
  readonly busyShare: number
  /** Largest first; shares of the busy time, in all one. */
  readonly parts: readonly ProfilePart[]
  /** How late the event loop was, milliseconds; null where there is none or it could not be asked. */
  readonly eventLoopDelayMs: { readonly p50: number; readonly p99: number; readonly max: number } | null
  readonly requests: number
}

export interface ProfilePart {
  readonly kind: 'package' | 'application' | 'runtime' | 'garbage collection'
  /** Name of the package; else the kind. */
  readonly name: string
  readonly share: number
}
