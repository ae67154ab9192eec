import { setTimeout as sleep } from 'node:timers/promises'
import type { CacheBehaviourFact, EndpointCaching, InvalidationFact, StampedeFact } from '../../model/facts/cache.ts'
import type { NotTried } from '../../model/facts/service.ts'
import { type Calls, type DatabaseCalls, sumOf } from '../database/database-calls.ts'
import { distribution, round } from '../database/drive/endpoint-queries.ts'
import { type DrivenRequest, itemsIn, sizeNames, withQuery } from '../database/driven-request.ts'
import { type Answer, jsonIn, type Requester } from '../database/requester.ts'
import type { CacheConnection } from './connection.ts'
import { counted, countersOf, type StoreCounters } from './info.ts'
import { lookAt, patternOf, scanKeys } from './keys.ts'

export interface BehaviourOptions {
  readonly requester: Requester
  readonly reads: readonly DrivenRequest[]
  /** Writes that may be sent: on things that the run made itself. */
  readonly writes: readonly DrivenRequest[]
  readonly store: CacheConnection | null
  readonly database: DatabaseCalls | null
  readonly mayLoad: boolean
  readonly mayWrite: boolean
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
}

const REPEATS = 6
const CONCURRENT = 24
const MAX_ENDPOINTS = 30
/** Keys that live longer are not waited for. */
const WAIT_FOR_EXPIRY_MS = 6000
const STALE_LOOK_MS = 6000
const POLL_MS = 60

const NOTHING: StoreCounters = { hits: 0, misses: 0, writes: 0, keysCommands: 0 }
const isWell = ({ status }: Answer): boolean => status >= 200 && status < 300

/** Asks the same again and again, and what was never asked many times at once. */
export class CacheBehaviour {
  window: StoreCounters = NOTHING
  private readonly options: BehaviourOptions
  private readonly notTried: NotTried[] = []

  constructor(options: BehaviourOptions) {
    this.options = options
  }

  async gather(): Promise<CacheBehaviourFact> {
    const { reads, signal, onProgress } = this.options
    const endpoints: EndpointCaching[] = []
    const stampedes: StampedeFact[] = []
    const invalidations: InvalidationFact[] = []
    const opening = await this.counters()
    for (const [index, request] of reads.slice(0, MAX_ENDPOINTS).entries()) {
      if (signal.aborted) break
      onProgress('cache: the same again', index, reads.length)
      const caching = await this.again(request)
      endpoints.push(caching)
      if (caching.cachedBy !== 'store' && caching.cachedBy !== 'process') continue
      const stampede = await this.stampede(request, caching)
      if (stampede !== null) stampedes.push(stampede)
      const invalidation = await this.invalidation(request, caching)
      if (invalidation !== null) invalidations.push(invalidation)
    }
    this.window = counted(opening, await this.counters())
    return { endpoints, stampedes, invalidations, notTried: this.notTried }
  }

  private async counters(): Promise<StoreCounters> {
    const { store } = this.options
    return store === null ? NOTHING : countersOf(store)
  }

  /** One request and what it cost. */
  private async cost(request: DrivenRequest): Promise<{ readonly answer: Answer; readonly calls: Calls }> {
    await this.options.database?.mark()
    const answer = await this.options.requester.send(request)
    return { answer, calls: (await this.options.database?.since(request.endpoint)) ?? new Map() }
  }

  private async again(request: DrivenRequest): Promise<EndpointCaching> {
    const { database, store } = this.options
    const before = await this.keys()
    const first = await this.cost(request)
    const opening = await this.counters()
    const repeated = []
    for (let time = 0; time < REPEATS && isWell(first.answer); time += 1) repeated.push(await this.cost(request))
    const spent = counted(opening, await this.counters())
    const repeatedCalls = repeated.reduce((sum, { calls }) => sum + sumOf(calls), 0) / Math.max(1, repeated.length)
    const made = [...(await this.keys())].filter((key) => !before.has(key)).map(patternOf)
    const shape = {
      requests: repeated.length,
      hits: spent.hits,
      misses: spent.misses,
      counted: database !== null,
      hasStore: store !== null,
      asksDatabase: sumOf(first.calls) > 0 || database?.knows(request.endpoint) === true,
      repeatedCalls,
    }
    return {
      endpoint: request.endpoint,
      method: request.method,
      path: request.template,
      requests: 1 + repeated.length,
      cachedBy: isWell(first.answer) ? cachedBy(shape) : 'unclear',
      hits: spent.hits,
      misses: spent.misses,
      writes: spent.writes,
      patterns: [...new Set(made)].slice(0, 10),
      firstMs: round(first.answer.ms),
      repeatedMs: distribution(repeated.map(({ answer }) => answer.ms)) ?? { samples: 0, p50: 0, p95: 0, max: 0 },
      databaseCalls: database === null ? null : { first: sumOf(first.calls), repeated: round(repeatedCalls) },
    }
  }

  private async keys(): Promise<ReadonlySet<string>> {
    const { store } = this.options
    return store === null ? new Set() : new Set((await scanKeys(store)).keys)
  }

  private skip(what: string, reason: NotTried['reason'], because: string): null {
    this.notTried.push({ what, reason, because })
    return null
  }

  /** Many at once for what no cache holds yet: how often is it computed? */
  private async stampede(request: DrivenRequest, caching: EndpointCaching): Promise<StampedeFact | null> {
    const { database, mayLoad, store } = this.options
    const what = `many requests at once on a cold ${caching.endpoint}`
    if (!mayLoad) return this.skip(what, 'skipped-by-user', 'endpoints are asked many times at once only from --intensity active')
    if (database === null && store === null)
      return this.skip(what, 'no-data', 'computations can be counted neither in the database nor in the cache')
    const [first, second] = await this.freshKeys(request)
    if (first !== undefined && second !== undefined) {
      const single = await this.executions([first])
      const again = await this.executions([first])
      if (single.count > 0 && again.count === 0) {
        await this.warmConnections(first)
        return this.burst(second, caching, 'new-key', single.count, single.statement)
      }
    }
    return this.afterExpiry(request, caching, what)
  }

  /** Two variants of a request whose answers no cache holds: sizes that nobody asks for. */
  private async freshKeys(request: DrivenRequest): Promise<readonly DrivenRequest[]> {
    for (const name of sizeNames(request)) {
      const small = await this.options.requester.send(withQuery(request, { [name]: '1' }))
      if (isWell(small) && itemsIn(jsonIn(small)).length === 1) return [7, 9].map((size) => withQuery(request, { [name]: String(size) }))
    }
    return []
  }

  /** So that the many requests arrive together: connecting takes longer than many a computation. */
  private async warmConnections(request: DrivenRequest): Promise<void> {
    await Promise.all(Array.from({ length: CONCURRENT }, () => this.options.requester.send(request)))
  }

  private async executions(requests: readonly DrivenRequest[]): Promise<{ readonly count: number; readonly statement: string }> {
    const { requester, database } = this.options
    const opening = await this.counters()
    await database?.mark()
    await Promise.all(requests.map((request) => requester.send(request)))
    await sleep(40)
    const calls = (await database?.since(requests[0]?.endpoint ?? '')) ?? new Map<string, number>()
    const [most] = [...calls].toSorted((a, b) => b[1] - a[1])
    if (database !== null) return { count: most?.[1] ?? 0, statement: most?.[0] ?? '' }
    return { count: counted(opening, await this.counters()).writes, statement: 'values written to the cache' }
  }

  private async burst(
    request: DrivenRequest,
    caching: EndpointCaching,
    how: StampedeFact['how'],
    single: number,
    statement: string,
  ): Promise<StampedeFact> {
    const { count } = await this.executions(Array.from({ length: CONCURRENT }, () => request))
    const { endpoint, method, path } = caching
    return { endpoint, method, path, how, concurrent: CONCURRENT, executions: round(count / Math.max(1, single)), single, statement }
  }

  /** Waits until the key that the endpoint made has expired by itself; nothing is deleted. */
  private async afterExpiry(request: DrivenRequest, caching: EndpointCaching, what: string): Promise<StampedeFact | null> {
    const { store } = this.options
    if (store === null)
      return this.skip(what, 'no-data', 'no parameter gives a new key, and how long values live in the process is unknown')
    const remaining = await this.shortLived(caching)
    if (remaining === 0)
      return this.skip(
        what,
        'limit-reached',
        `no parameter gives a new key, and its key lives longer than the ${WAIT_FOR_EXPIRY_MS / 1000} s that are waited for`,
      )
    await sleep(remaining + 60)
    const before = await this.keys()
    const single = await this.executions([request])
    if (single.count === 0) return this.skip(what, 'inconclusive', 'the database was not asked after short-lived keys had expired')
    const made = [...(await this.keys())].filter((key) => !before.has(key))
    const again = (await lookAt(store, made)).map(({ ttlMs }) => ttlMs ?? 0)
    await this.warmConnections(request)
    await sleep(Math.min(WAIT_FOR_EXPIRY_MS, Math.max(0, ...again)) + 60)
    return this.burst(request, caching, 'expiry', single.count, single.statement)
  }

  /** Milliseconds until the last of the keys that may be the endpoint's has expired; 0 when they live too long. */
  private async shortLived({ patterns }: EndpointCaching): Promise<number> {
    const { store } = this.options
    if (store === null) return 0
    const looks = (await lookAt(store, (await scanKeys(store)).keys)).filter(
      ({ key, ttlMs }) => ttlMs !== null && ttlMs <= WAIT_FOR_EXPIRY_MS && (patterns.length === 0 || patterns.includes(patternOf(key))),
    )
    return Math.max(0, ...looks.map(({ ttlMs }) => ttlMs ?? 0))
  }

  /** Changes what a cached endpoint shows and reads until it shows the change. */
  private async invalidation(request: DrivenRequest, caching: EndpointCaching): Promise<InvalidationFact | null> {
    const { writes, requester, mayWrite, signal } = this.options
    const what = `a write under the cached ${caching.endpoint}`
    const write = writes.find(
      ({ method, template, path }) => (method === 'PUT' || method === 'PATCH') && template === request.template && path === request.path,
    )
    if (write === undefined) return this.skip(what, 'no-data', 'no endpoint is known that changes what it shows')
    if (!mayWrite) return this.skip(what, 'skipped-by-user', 'things are changed only from --intensity active')
    const field = Object.entries(write.body ?? {}).find(([, value]) => typeof value === 'string' || typeof value === 'number')
    if (field === undefined) return this.skip(what, 'no-data', 'the write takes no field that could be changed')
    const [name, value] = field
    const other = typeof value === 'number' ? value + 1373 : `${String(value).slice(0, 40)} ${Date.now().toString(36)}`
    await requester.send(request)
    const changed = await requester.send({ ...write, body: { ...write.body, [name]: other } })
    if (!isWell(changed)) return this.skip(what, 'inconclusive', `the write was answered with ${changed.status}`)
    const started = performance.now()
    let answer = await requester.send(request)
    while (!answer.body.includes(String(other)) && performance.now() - started < STALE_LOOK_MS && !signal.aborted) {
      await sleep(POLL_MS)
      answer = await requester.send(request)
    }
    const becameFresh = answer.body.includes(String(other))
    const staleMs = performance.now() - started
    const isTaken = becameFresh || (await this.tookEffect(request, changed, String(other)))
    await requester.send(write)
    if (!isTaken) return this.skip(what, 'inconclusive', 'the change was not seen anywhere')
    const maxAge = /max-age=(\d+)/.exec(answer.headers['cache-control'] ?? '')?.[1]
    return {
      read: caching.endpoint,
      write: write.endpoint,
      method: caching.method,
      path: caching.path,
      staleMs: Math.round(staleMs),
      becameFresh,
      declaredMaxAgeSeconds: maxAge === undefined ? null : Number(maxAge),
      ttlSeconds: await this.ttlOf(caching),
    }
  }

  /** The old value is told long after the write was taken: its answer, or another key of the same thing, shows that there is a new one. */
  private async tookEffect(request: DrivenRequest, changed: Answer, value: string): Promise<boolean> {
    if (changed.body.includes(value)) return true
    const answer = await this.options.requester.send(withQuery(request, { assay: Date.now().toString(36) }))
    return isWell(answer) && answer.body.includes(value)
  }

  private async ttlOf({ patterns }: EndpointCaching): Promise<number | null> {
    const { store } = this.options
    if (store === null) return null
    const looks = (await lookAt(store, (await scanKeys(store)).keys)).filter(({ key }) => patterns.includes(patternOf(key)))
    const longest = Math.max(0, ...looks.map(({ ttlMs }) => ttlMs ?? 0))
    return longest === 0 ? null : Math.round(longest / 1000)
  }
}

/** Who answers repeated requests. A lookup of a session hits too: only a database that is asked no more shows a cache. */
function cachedBy(seen: {
  readonly requests: number
  readonly hits: number
  readonly misses: number
  readonly counted: boolean
  readonly hasStore: boolean
  readonly asksDatabase: boolean
  readonly repeatedCalls: number
}): EndpointCaching['cachedBy'] {
  if (seen.requests === 0) return 'unclear'
  const isHit = seen.hits >= 0.8 * seen.requests
  if (!seen.counted) return seen.hasStore && isHit && seen.misses === 0 ? 'store' : 'unclear'
  if (seen.repeatedCalls >= 0.5) return 'none'
  if (isHit) return 'store'
  return seen.asksDatabase ? 'process' : 'unclear'
}
