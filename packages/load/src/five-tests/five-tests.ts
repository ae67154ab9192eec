import { LoadError } from '../errors.ts'
import type { LoadOptions } from '../generator/load-options.ts'
import type { LoadResult } from '../generator/load-result.ts'
import { type LoadRequest, nameOf, parseTarget } from '../http/request-template.ts'
import { ProcessMonitor, type ProcessSeries } from '../process/process-metrics.ts'
import { runLoad } from '../run-load.ts'
import { type LeakVerdict, leakVerdict } from '../statistics/leak.ts'
import { type Measurement, measurementOf } from './measurement.ts'
import { type FiveTestsSizes, sizesOf } from './sizes.ts'

/** A request of the service under test. */
export interface EndpointRequest extends LoadRequest {
  /** Whether answering it asks the database. */
  readonly database?: boolean
  /** Whether `authHeaders` are sent with it. Default true. */
  readonly authenticated?: boolean
}

export interface FiveTestsOptions {
  /** Address of the service, `http://127.0.0.1:3000`. */
  readonly base: string
  readonly endpoints: readonly EndpointRequest[]
  readonly authHeaders?: Readonly<Record<string, string>>
  /** At most 15 s in all, with fewer requests and so wider intervals. */
  readonly quick?: boolean
  /** Length of the sustained test, a soak; default that of the documents, 30 s. From 300 s on a leak is judged. */
  readonly sustainedMs?: number
  /** Process of the service, when it runs on this machine. */
  readonly pid?: number
  readonly timeoutMs?: number
  /** See LoadOptions: fifty users come from fifty addresses. Default 1. */
  readonly clientAddresses?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (test: FiveTestsStage) => void
}

export type FiveTestsStage = 'distribution' | 'endpoints' | 'concurrent' | 'database' | 'sustained'

export interface EndpointMeasurement extends Measurement {
  readonly name: string
  readonly method: string
  readonly path: string
}

/** What the five tests measured: facts, no budgets. */
export interface FiveTestsResult {
  readonly base: string
  readonly quick: boolean
  /** 1: distribution of response times, all endpoints in turn. */
  readonly distribution: Measurement
  /** 2: each endpoint by itself. */
  readonly endpoints: readonly EndpointMeasurement[]
  /** 3: fifty users at once. */
  readonly concurrent: Measurement
  /** 4: endpoints that ask the database, one request at a time. */
  readonly database:
    | { readonly assessed: true; readonly endpoints: readonly EndpointMeasurement[] }
    | { readonly assessed: false; readonly because: string }
  /** 5: the same load for a while. */
  readonly sustained: Measurement
  /** The service's process during test 5. */
  readonly process: ProcessSeries
  readonly leak: LeakVerdict
  readonly durationMs: number
  /** Tests that did not run as declared, and why. */
  readonly notes: readonly string[]
  readonly aborted: boolean
}

/** Endpoints that are measured by themselves; with more, each would get too few requests to say anything. */
const MAX_ENDPOINTS = 40
const SAMPLES = 50_000
/** Of a soak: an hour and a half at the highest rate. */
const MOST_SAMPLES = 1_000_000

/** Runs one load with the options that all tests share. */
type Run = (requests: readonly EndpointRequest[], load: Omit<LoadOptions, 'url'>) => Promise<LoadResult>

/**
 * The five tests: response distribution, endpoint comparison, concurrent users, database queries, sustained load; at most 60 s, 15 s with
 * `quick`. Throws LoadError when the service cannot be reached at all or there is nothing to ask.
 */
export async function runFiveTests(options: FiveTestsOptions): Promise<FiveTestsResult> {
  const began = performance.now()
  if (options.endpoints.length === 0) throw new LoadError('USAGE', 'The five tests need at least one endpoint.')
  const quick = options.quick ?? false
  const compared = options.endpoints.slice(0, MAX_ENDPOINTS)
  const queries = compared.filter(({ database }) => database === true)
  const sizes = sizesOf(quick, compared.length, queries.length)
  const run = runnerOf(options)
  const capacity = await calibrate(options, run, sizes)

  options.onProgress?.('distribution')
  const distribution = await distributionTest(options, run, sizes, capacity)
  options.onProgress?.('endpoints')
  const endpoints = await each(compared, (endpoint) => endpointTest(endpoint, run, sizes.endpoint))
  options.onProgress?.('concurrent')
  const { users, perUser, longestMs } = sizes.concurrent
  const concurrent = await run(options.endpoints, { connections: users, requestsPerConnection: perUser, durationMs: longestMs })
  options.onProgress?.('database')
  const database = await each(queries, (endpoint) => endpointTest(endpoint, run, sizes.database))
  options.onProgress?.('sustained')
  const { sustained, process } = await sustainedTest(options, run, sizes, concurrent.ratePerSecond)
  return {
    base: options.base,
    quick,
    distribution,
    endpoints,
    concurrent: measurementOf(concurrent),
    database:
      queries.length > 0
        ? { assessed: true, endpoints: database }
        : { assessed: false, because: 'no endpoint is known to ask the database' },
    sustained,
    process,
    leak: leakOf(process),
    durationMs: performance.now() - began,
    notes: notesOf(sizes, distribution, concurrent, options.endpoints.length - compared.length),
    aborted: options.signal?.aborted ?? false,
  }
}

function runnerOf(options: FiveTestsOptions): Run {
  const { base, authHeaders = {}, timeoutMs = 10_000, clientAddresses, signal } = options
  const prefix = parseTarget(base).path.replace(/\/$/, '')
  const prepared = (endpoint: EndpointRequest): LoadRequest => ({
    ...endpoint,
    path: prefix + (endpoint.path.startsWith('/') ? endpoint.path : `/${endpoint.path}`),
    headers: { ...(endpoint.authenticated === false ? {} : authHeaders), ...endpoint.headers },
  })
  return (requests, load) =>
    runLoad({
      url: base,
      // every request is a scenario of its own, so that they mix at random instead of marching in step
      scenarios: requests.map((endpoint) => ({ name: nameOf(endpoint), requests: [prepared(endpoint)] })),
      timeoutMs,
      drainMs: options.quick === true ? 1000 : 2000,
      keepSamples: SAMPLES,
      ...(clientAddresses === undefined ? {} : { clientAddresses }),
      ...(signal === undefined ? {} : { signal }),
      ...load,
    })
}

/** A short closed load: warms the service and shows roughly what it bears, so that the open tests stay well below. */
async function calibrate(options: FiveTestsOptions, run: Run, sizes: FiveTestsSizes): Promise<number> {
  const { connections, requests, longestMs } = sizes.calibration
  const result = await run(options.endpoints, { connections, maxRequests: requests, durationMs: longestMs })
  const answered = Object.values(result.statuses).reduce((sum, count) => sum + count, 0)
  if (answered > 0 || result.aborted) return result.ratePerSecond
  const classes = Object.keys(result.errorClasses).join(', ') || 'no answer'
  throw new LoadError('TARGET_UNREACHABLE', `Cannot load ${options.base} (${classes}). Is the service running?`)
}

async function distributionTest(options: FiveTestsOptions, run: Run, sizes: FiveTestsSizes, capacity: number): Promise<Measurement> {
  const { requests, longestMs, connections, mostPerSecond } = sizes.distribution
  const ratePerSecond = Math.max(1, Math.min(mostPerSecond, capacity / 2))
  return measurementOf(
    await run(options.endpoints, { model: { kind: 'poisson', ratePerSecond }, connections, maxRequests: requests, durationMs: longestMs }),
  )
}

async function endpointTest(endpoint: EndpointRequest, run: Run, size: FiveTestsSizes['endpoint']): Promise<EndpointMeasurement> {
  const result = await run([endpoint], { connections: size.connections, maxRequests: size.requests, durationMs: size.longestMs })
  return { ...measurementOf(result), name: nameOf(endpoint), method: endpoint.method ?? 'GET', path: endpoint.path }
}

async function sustainedTest(
  options: FiveTestsOptions,
  run: Run,
  sizes: FiveTestsSizes,
  capacity: number,
): Promise<{ sustained: Measurement; process: ProcessSeries }> {
  const { connections, mostPerSecond } = sizes.sustained
  const durationMs = options.sustainedMs ?? sizes.sustained.durationMs
  const monitor = options.pid === undefined ? null : new ProcessMonitor(options.pid)
  await monitor?.start()
  const ratePerSecond = Math.max(1, Math.min(mostPerSecond, capacity / 2))
  const keepSamples = Math.min(MOST_SAMPLES, Math.max(SAMPLES, Math.ceil((ratePerSecond * durationMs) / 900)))
  const result = await run(options.endpoints, { model: { kind: 'poisson', ratePerSecond }, connections, durationMs, keepSamples })
  const process = (await monitor?.stop()) ?? { state: 'unknown' as const, because: 'the process of the service is not known' }
  return { sustained: measurementOf(result), process }
}

function leakOf(process: ProcessSeries): LeakVerdict {
  if (process.state === 'unknown') return { verdict: 'not-assessable', because: process.because }
  return leakVerdict(process.samples.map(({ atMs, rssBytes }) => ({ atMs, bytes: rssBytes })))
}

function notesOf(sizes: FiveTestsSizes, distribution: Measurement, concurrent: LoadResult, left: number): string[] {
  const notes: string[] = []
  if (left > 0) notes.push(`${left} endpoints were not measured by themselves: ${MAX_ENDPOINTS} fit into the time.`)
  const short = (test: string, wanted: number, got: number) => {
    if (got < wanted) notes.push(`The ${test} test made ${got} of ${wanted} requests in its time.`)
  }
  short('distribution', sizes.distribution.requests, distribution.requests)
  short('concurrent', sizes.concurrent.users * sizes.concurrent.perUser, concurrent.requests)
  return notes
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
