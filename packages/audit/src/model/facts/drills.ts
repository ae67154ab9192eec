/** What was seen when a service that we started was put under stress: each drill ran once, on a service that was about to be stopped. */
export interface DrillFacts {
  readonly shutdownDrill: ShutdownDrill
  readonly workerDrill: WorkerDrill
  readonly dependencyDrills: readonly DependencyDrill[]
}

/** Requests that had been begun when the service was told to end. */
export interface ShutdownDrill {
  /** `METHOD /path` of the requests. */
  readonly operation: string
  /** Requests whose headers had been sent and whose answer was outstanding at the signal. */
  readonly underWay: number
  readonly answered: number
  /** Cut off without an answer, by what the connection said (`ECONNRESET`, `closed`, `timeout`). */
  readonly lost: Readonly<Record<string, number>>
  /** Milliseconds from the signal until the last process had ended; null when it had to be killed. */
  readonly endedMs: number | null
  /** How long the service was given, milliseconds. */
  readonly graceMs: number
}

/** One of several workers was killed under load. */
export interface WorkerDrill {
  readonly workers: number
  readonly requests: number
  /** Requests that failed, by what the client saw; those in the hands of the killed worker cannot be saved. */
  readonly failed: Readonly<Record<string, number>>
  /** Longest stretch without any good answer, milliseconds. */
  readonly longestOutageMs: number
  /** Until there were as many workers as before; null when that did not happen while we watched. */
  readonly replacedMs: number | null
  readonly watchedMs: number
}

export type DependencyFault = 'latency' | 'reset' | 'blackhole'

/** One dependency of the service, reached through our relay, was made to misbehave. */
export interface DependencyDrill {
  /** Name of the setting that holds its address. */
  readonly setting: string
  /** `postgres`, `redis`, ... or `tcp`. */
  readonly protocol: string
  readonly faults: readonly FaultTrial[]
}

export interface FaultTrial {
  readonly fault: DependencyFault
  /** How it was applied, as a sentence. */
  readonly description: string
  readonly operations: readonly FaultAnswer[]
  /** Connections and pieces of data that the service sent to the dependency during the fault; 0 when no operation needed it. */
  readonly asked: number
  /** Whether the process was still there afterwards. */
  readonly survived: boolean
  /** Milliseconds from the end of the fault until every operation answered as before; null when one never did. */
  readonly recoveryMs: number | null
  readonly watchedMs: number
}

/** What one operation answered before and during the fault. Status 0 is no answer. */
export interface FaultAnswer {
  readonly operation: string
  /** Asked without credentials, and refused when all is well. */
  readonly isStranger: boolean
  readonly before: { readonly status: number; readonly ms: number }
  readonly during: readonly { readonly status: number; readonly ms: number; readonly error: string }[]
}
