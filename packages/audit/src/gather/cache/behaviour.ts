import type { CacheBehaviourFact, EndpointCaching, ForeignAnswerFact, InvalidationFact } from '../../model/facts/cache.ts'
import type { NotTried } from '../../model/facts/service.ts'
import { type Calls, type DatabaseCalls, sumOf } from '../database/database-calls.ts'
import { isWell } from '../database/drive/drive-endpoint.ts'
import { distribution, round } from '../database/drive/endpoint-queries.ts'
import type { DrivenRequest } from '../database/driven-request.ts'
import { type Answer, jsonIn, type Requester } from '../database/requester.ts'
import type { CacheConnection } from './connection.ts'
import { counted, countersOf, lookupsOf, NOTHING_COUNTED, type StoreCounters } from './info.ts'
import { readAndWrite, tryInvalidation } from './invalidation.ts'
import { lookAt, patternOf, scanKeys } from './keys.ts'
import { namedBy, namingFields, otherPaths } from './other-paths.ts'
import { Stampedes } from './stampedes.ts'

export interface BehaviourOptions {
  readonly requester: Requester
  readonly reads: readonly DrivenRequest[]
  /** Writes that may be sent. */
  readonly writes: readonly DrivenRequest[]
  readonly store: CacheConnection | null
  readonly database: DatabaseCalls | null
  readonly mayLoad: boolean
  readonly mayWrite: boolean
  /** Whether writes may be sent that leave things behind. */
  readonly isDisposable: boolean
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
}

const REPEATS = 6
/** What answers slower is asked for as often as it takes to tell anything. */
const SLOW_MS = 500
const REPEATS_OF_SLOW = 3
const MAX_ENDPOINTS = 30
/** Other things of a kind that are asked for: fewer keys are no growth, and one of them may share a key with the first. */
const OTHER_THINGS = 8
/** What answers slower is asked for fewer. */
const QUICK_MS = 60
const FEW_THINGS = 3
/** Writes of a kind, each of which may leave a key. */
const WRITES = 4

/** Asks the same again and again, and what was never asked many times at once. */
export class CacheBehaviour {
  window: StoreCounters = NOTHING_COUNTED
  private readonly options: BehaviourOptions
  private readonly notTried: NotTried[] = []
  private readonly foreignAnswers: ForeignAnswerFact[] = []
  /** Writes in which the server was asked for all of its keys. */
  readonly scanning: string[] = []

  constructor(options: BehaviourOptions) {
    this.options = options
  }

  async gather(): Promise<CacheBehaviourFact> {
    const { reads, signal, onProgress, mayLoad } = this.options
    const endpoints: EndpointCaching[] = []
    const invalidations: InvalidationFact[] = []
    const stampedes = new Stampedes(this.options)
    const found = []
    const opening = await this.counters()
    for (const [index, request] of reads.slice(0, MAX_ENDPOINTS).entries()) {
      if (signal.aborted) break
      onProgress('cache: the same again', index, reads.length)
      const caching = await this.again(request)
      endpoints.push(caching)
      await this.otherThings(request, caching)
      if (caching.cachedBy !== 'store' && caching.cachedBy !== 'process') continue
      if (mayLoad) found.push(...[await stampedes.onNewKey(request, caching)].filter((each) => each !== null))
      else this.skip(stampedeOf(caching.endpoint), 'skipped-by-user', 'endpoints are asked many times at once only from --intensity active')
      const invalidation = await this.invalidation(request, caching)
      if (invalidation !== null) invalidations.push(invalidation)
    }
    if (mayLoad && !signal.aborted) {
      onProgress('cache: what grows old', 0, 0)
      found.push(...(await stampedes.afterExpiry((endpoint, because) => this.skip(stampedeOf(endpoint), 'limit-reached', because))))
    }
    await this.writeOften()
    this.window = counted(opening, await this.counters())
    return { endpoints, stampedes: found, invalidations, foreignAnswers: this.foreignAnswers, notTried: this.notTried }
  }

  private async counters(): Promise<StoreCounters> {
    const { store } = this.options
    return store === null ? NOTHING_COUNTED : countersOf(store)
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
    const times = first.answer.ms > SLOW_MS ? REPEATS_OF_SLOW : REPEATS
    for (let time = 0; time < times && isWell(first.answer); time += 1) repeated.push(await this.cost(request))
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
      lookups: repeated.length === 0 ? null : lookupsOf(spent, repeated.length),
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

  /** Other things of the same kind: each may leave a key, and may be answered with what is another's. */
  private async otherThings(request: DrivenRequest, { firstMs, hits }: EndpointCaching): Promise<void> {
    const { requester, store } = this.options
    if (store === null) return
    const answers = new Map<string, string>()
    const opening = await this.counters()
    const asked = [request, ...otherPaths(request, firstMs <= QUICK_MS ? OTHER_THINGS : FEW_THINGS)]
    if (asked.length === 1) return
    const fields = namingFields(request)
    for (const each of asked) {
      const answer = await requester.send(each)
      const id = namedBy(each)
      if (!isWell(answer) || id === null) continue
      const told = jsonIn(answer)
      const field = fields.find((name) => typeof told === 'object' && told !== null && name in told)
      const named = field === undefined ? null : String((told as Readonly<Record<string, unknown>>)[field])
      if (field !== undefined && named !== null && named !== id && answers.get(named) === answer.body)
        this.foreignAnswers.push({
          endpoint: request.endpoint,
          method: request.method,
          path: request.template,
          asked: id,
          told: named,
          field,
        })
      answers.set(id, answer.body)
    }
    const isCached = hits > 0 || counted(opening, await this.counters()).hits > 0
    if (!isCached)
      this.foreignAnswers.splice(
        0,
        this.foreignAnswers.length,
        ...this.foreignAnswers.filter(({ endpoint }) => endpoint !== request.endpoint),
      )
  }

  /** What each write leaves in the cache server is judged by its keys. */
  private async writeOften(): Promise<void> {
    const { isDisposable, writes, requester, store, signal } = this.options
    if (!isDisposable || store === null) return
    for (const write of writes.slice(0, MAX_ENDPOINTS)) {
      const opening = await this.counters()
      for (let time = 0; time < WRITES && !signal.aborted; time += 1) if (!isWell(await requester.send(write))) break
      if (counted(opening, await this.counters()).keysCommands > 0) this.scanning.push(write.endpoint)
    }
  }

  /** Changes what a cached endpoint shows and reads until it shows the change. */
  private async invalidation(request: DrivenRequest, caching: EndpointCaching): Promise<InvalidationFact | null> {
    const { writes, mayWrite } = this.options
    const what = `a write under the cached ${caching.endpoint}`
    const pair = mayWrite ? await readAndWrite(request, writes, this.options) : null
    if (!mayWrite) return this.skip(what, 'skipped-by-user', 'things are changed only from --intensity active')
    if (pair === null) return this.skip(what, 'no-data', 'no endpoint is known that changes what it shows')
    const found = await tryInvalidation(pair, this.options)
    if (typeof found === 'string') return this.skip(what, 'inconclusive', found)
    return { ...found, method: caching.method, path: caching.path, ttlSeconds: await this.ttlOf(caching) }
  }

  private async ttlOf({ patterns }: EndpointCaching): Promise<number | null> {
    const { store } = this.options
    if (store === null) return null
    const looks = (await lookAt(store, (await scanKeys(store)).keys)).filter(({ key }) => patterns.includes(patternOf(key)))
    const longest = Math.max(0, ...looks.map(({ ttlMs }) => ttlMs ?? 0))
    return longest === 0 ? null : Math.round(longest / 1000)
  }
}

function stampedeOf(endpoint: string): string {
  return `many requests at once on a cold ${endpoint}`
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
