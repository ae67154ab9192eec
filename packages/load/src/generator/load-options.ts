import { LoadError } from '../errors.ts'
import { type LoadRequest, parseTarget, type Target } from '../http/request-template.ts'
import { type LoadModel, modelDurationMs } from './arrivals.ts'

/** A user's way through the service: its requests, one after the other. */
export interface LoadScenario {
  readonly name: string
  /** How often it is chosen, relative to the others. Default 1. */
  readonly weight?: number
  readonly requests: readonly LoadRequest[]
}

/** Someone who sends requests; users take turns over connections (closed model) or arrivals (open models). */
export interface LoadUser {
  readonly headers: Readonly<Record<string, string>>
}

export interface LoadOptions {
  /** Absolute http(s) address: the only host the run talks to, and the path when neither `requests` nor `scenarios` is given. */
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Requests sent in turn, instead of the one of `url`. */
  readonly requests?: readonly LoadRequest[]
  readonly scenarios?: readonly LoadScenario[]
  readonly users?: readonly LoadUser[]
  /** Default closed. */
  readonly model?: LoadModel
  /** Connections at most; in the closed model the number of users. Default 10. */
  readonly connections?: number
  /**
   * From so many local addresses the connections come, in turn: services count limits by address, and users have their own.
   * Loopback IPv4 targets on Linux only, where all of 127.0.0.0/8 is this machine; elsewhere ignored. Default 1, the system's choice.
   */
  readonly clientAddresses?: number
  /** Default 10 s, unless `maxRequests` or the model ends the run. */
  readonly durationMs?: number
  /** Stops after so many requests. */
  readonly maxRequests?: number
  /** Closed model: each connection stops after so many. */
  readonly requestsPerConnection?: number
  /** Deadline of a request, from the instant it was due. Default 10 s. */
  readonly timeoutMs?: number
  /** Wait for what is under way when the time is over. Default the deadline, at most 2 s. */
  readonly drainMs?: number
  /** HTTP/2 instead of HTTP/1.1, over TLS or, with an http address, without being asked. Costs several times as much. Default false. */
  readonly http2?: boolean
  /** Worker threads; 1 works in the calling thread. Default 1. */
  readonly threads?: number
  /** Of the arrivals and the choice of scenarios. Default 1. */
  readonly seed?: number
  /** Certificates are checked unless false. */
  readonly verifyCertificate?: boolean
  /** Additional trusted certificate, PEM. */
  readonly certificateAuthority?: string
  /** Keeps the first so many latencies in `samples`. Default 0. */
  readonly keepSamples?: number
  /** `precise` spins shortly before each due instant; `economical` sleeps and is up to 1 ms late. Default precise. */
  readonly timer?: 'precise' | 'economical'
  /** Watches the processes behind the port, when they are on this machine and may be looked into. Default false. */
  readonly watchService?: boolean
  /** The service was started for this run: its inspector may be opened to ask how late its event loop is. Default false. */
  readonly serviceIsOurs?: boolean
  readonly signal?: AbortSignal
  /** Called about four times a second. */
  readonly onProgress?: (progress: LoadProgress) => void
}

export interface LoadProgress {
  readonly elapsedMs: number
  /** Infinity when the number of requests ends the run. */
  readonly durationMs: number
  readonly requests: number
  readonly errors: number
}

/** The options of a run with nothing left open: plain data, so that a worker thread can be given them. */
export interface LoadPlan {
  readonly target: Target
  readonly scenarios: readonly { readonly name: string; readonly weight: number; readonly requests: readonly LoadRequest[] }[]
  readonly users: readonly LoadUser[]
  readonly model: LoadModel
  readonly connections: number
  readonly clientAddresses: number
  readonly durationMs: number
  readonly maxRequests: number
  readonly requestsPerConnection: number
  readonly timeoutMs: number
  readonly drainMs: number
  readonly http2: boolean
  readonly threads: number
  readonly seed: number
  readonly verifyCertificate: boolean
  readonly certificateAuthority: string | null
  readonly keepSamples: number
  readonly timer: 'precise' | 'economical'
}

/** What a run takes at most. */
export const MOST = { connections: 60_000, clientAddresses: 250, threads: 64 } as const

/** Fills in the defaults. Throws LoadError for what cannot be run. */
export function planOf(options: LoadOptions): LoadPlan {
  const { path, ...target } = parseTarget(options.url)
  const model = options.model ?? { kind: 'closed' }
  const counted = options.maxRequests !== undefined || options.requestsPerConnection !== undefined
  const timeoutMs = positive('timeoutMs', options.timeoutMs ?? 10_000)
  const connections = whole('connections', options.connections ?? 10, MOST.connections)
  return {
    target,
    scenarios: scenariosOf(options, path),
    users: options.users !== undefined && options.users.length > 0 ? options.users : [{ headers: {} }],
    model,
    connections,
    clientAddresses: whole('clientAddresses', options.clientAddresses ?? 1, MOST.clientAddresses),
    durationMs: positive('durationMs', options.durationMs ?? modelDurationMs(model) ?? (counted ? Number.POSITIVE_INFINITY : 10_000)),
    maxRequests: options.maxRequests === undefined ? Number.POSITIVE_INFINITY : whole('maxRequests', options.maxRequests),
    requestsPerConnection:
      options.requestsPerConnection === undefined
        ? Number.POSITIVE_INFINITY
        : whole('requestsPerConnection', options.requestsPerConnection),
    timeoutMs,
    drainMs: options.drainMs ?? Math.min(timeoutMs, 2000),
    http2: options.http2 ?? false,
    threads: Math.min(whole('threads', options.threads ?? 1, MOST.threads), connections),
    seed: options.seed ?? 1,
    verifyCertificate: options.verifyCertificate ?? true,
    certificateAuthority: options.certificateAuthority ?? null,
    keepSamples: options.keepSamples ?? 0,
    timer: options.timer ?? 'precise',
  }
}

function scenariosOf(options: LoadOptions, path: string): LoadPlan['scenarios'] {
  const common = options.headers ?? {}
  const withCommon = (request: LoadRequest): LoadRequest => ({ ...request, headers: { ...common, ...request.headers } })
  const single: LoadRequest = {
    path,
    ...(options.method === undefined ? {} : { method: options.method }),
    ...(options.body === undefined ? {} : { body: options.body }),
  }
  const scenarios = options.scenarios ?? [{ name: 'default', requests: options.requests ?? [single] }]
  const usable = scenarios.filter(({ requests, weight = 1 }) => requests.length > 0 && weight > 0)
  if (usable.length === 0) throw new LoadError('USAGE', 'There is nothing to send: every scenario is empty or has no weight.')
  return usable.map(({ name, weight = 1, requests }) => ({ name, weight, requests: requests.map(withCommon) }))
}

function positive(name: string, value: number): number {
  if (!(value > 0)) throw new LoadError('USAGE', `${name} must be above zero, not ${value}.`)
  return value
}

function whole(name: string, value: number, most = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new LoadError('USAGE', `${name} must be a whole number from 1 to ${most}, not ${value}.`)
  return value
}
