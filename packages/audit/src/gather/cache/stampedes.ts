import { setTimeout as sleep } from 'node:timers/promises'
import type { EndpointCaching, StampedeFact } from '../../model/facts/cache.ts'
import { type DatabaseCalls, sumOf } from '../database/database-calls.ts'
import { isWell } from '../database/drive/drive-endpoint.ts'
import { round } from '../database/drive/endpoint-queries.ts'
import { type DrivenRequest, itemsIn, sizeNames, withQuery } from '../database/driven-request.ts'
import { jsonIn, type Requester } from '../database/requester.ts'
import type { CacheConnection } from './connection.ts'
import { counted, countersOf } from './info.ts'
import { lookAt, patternOf, scanKeys } from './keys.ts'
import { otherPaths } from './other-paths.ts'

interface Tools {
  readonly requester: Requester
  readonly store: CacheConnection | null
  readonly database: DatabaseCalls | null
}

const CONCURRENT = 24
/** Keys that live longer are not waited for; all that are waited for expire in the same wait. */
const LONGEST_WAIT_MS = 15_000
/** So long values in the process are given to grow old: nobody tells how long they live. */
const PROCESS_WAIT_MS = 6000
/** Two things of a kind, and some for those that are not there. */
const OTHERS = 6

/** Asks many times at once for what no cache holds: how often is it computed? */
export class Stampedes {
  private readonly tools: Tools
  private readonly waiting: { readonly request: DrivenRequest; readonly caching: EndpointCaching }[] = []

  constructor(tools: Tools) {
    this.tools = tools
  }

  /** For a value of a parameter, or a thing, that nobody asked for yet; null where there is none, then it is tried again after its key has expired. */
  async onNewKey(request: DrivenRequest, caching: EndpointCaching): Promise<StampedeFact | null> {
    const fresh = await this.freshKeys(request)
    for (const [index, first] of fresh.entries()) {
      const single = await this.executions([first])
      if (single.count === 0 || single.failures > 0) continue
      if ((await this.executions([first])).count > 0) break
      await this.warmConnections(request)
      for (const second of fresh.slice(index + 1)) {
        const found = await this.burst(second, caching, { how: 'new-key', single: single.count, statement: single.statement })
        if (found !== null) return found
      }
      break
    }
    this.waiting.push({ request, caching })
    return null
  }

  /** Lets what was left grow old, all at once, and asks again; nothing is deleted. */
  async afterExpiry(onSkip: (endpoint: string, because: string) => void): Promise<readonly StampedeFact[]> {
    const ready: { request: DrivenRequest; caching: EndpointCaching; waitMs: number }[] = []
    for (const { request, caching } of this.waiting) {
      await this.tools.requester.send(request)
      const waitMs = caching.cachedBy === 'process' ? PROCESS_WAIT_MS : await this.remaining(caching)
      if (waitMs === null)
        onSkip(
          caching.endpoint,
          `no parameter gives a new key, and its key lives longer than the ${LONGEST_WAIT_MS / 1000} s that are waited for`,
        )
      else ready.push({ request, caching, waitMs })
    }
    if (ready.length === 0) return []
    await sleep(Math.max(...ready.map(({ waitMs }) => waitMs)) + 60)
    const found: StampedeFact[] = []
    for (const { request, caching } of ready) {
      await this.warmConnections(request)
      const burst = await this.burst(request, caching, { how: 'expiry', single: 1, statement: '' })
      if (burst === null) onSkip(caching.endpoint, 'its value was still kept after the time that was waited for')
      else found.push(burst)
    }
    return found
  }

  /** Variants of a request whose answers no cache holds: sizes that nobody asks for, other things of its kind. */
  private async freshKeys(request: DrivenRequest): Promise<readonly DrivenRequest[]> {
    for (const name of sizeNames(request)) {
      const small = await this.tools.requester.send(withQuery(request, { [name]: '1' }))
      if (isWell(small) && itemsIn(jsonIn(small)).length === 1) return [7, 9].map((size) => withQuery(request, { [name]: String(size) }))
    }
    // Those next to it were asked for by the test of other things.
    return otherPaths({ ...request, otherPaths: [] }, 40).slice(-OTHERS)
  }

  /** So that the many requests arrive together: connecting takes longer than many a computation. */
  private async warmConnections(request: DrivenRequest): Promise<void> {
    const elsewhere = { ...request, method: 'GET', path: '/assay-not-there', query: {}, body: null }
    await Promise.all(Array.from({ length: CONCURRENT }, () => this.tools.requester.send(elsewhere)))
  }

  private async executions(
    requests: readonly DrivenRequest[],
  ): Promise<{ readonly count: number; readonly statement: string; readonly failures: number }> {
    const { requester, database, store } = this.tools
    const opening = store === null ? null : await countersOf(store)
    await database?.mark()
    const answers = await Promise.all(requests.map((request) => requester.send(request)))
    await sleep(40)
    const failures = answers.filter((answer) => !isWell(answer)).length
    const calls = (await database?.since(requests[0]?.endpoint ?? '')) ?? new Map<string, number>()
    const [most] = [...calls].toSorted((a, b) => b[1] - a[1])
    if (database !== null) return { count: sumOf(calls) === 0 ? 0 : (most?.[1] ?? 0), statement: most?.[0] ?? '', failures }
    const writes = store === null || opening === null ? 0 : counted(opening, await countersOf(store)).writes
    return { count: writes, statement: 'values written to the cache', failures }
  }

  /** Null where nothing was computed, or the thing was not there. */
  private async burst(
    request: DrivenRequest,
    { endpoint, method, path }: EndpointCaching,
    { how, single, statement }: Pick<StampedeFact, 'how' | 'single' | 'statement'>,
  ): Promise<StampedeFact | null> {
    const seen = await this.executions(Array.from({ length: CONCURRENT }, () => request))
    if (seen.count === 0 || seen.failures > CONCURRENT / 2) return null
    const text = statement === '' ? seen.statement : statement
    return {
      endpoint,
      method,
      path,
      how,
      concurrent: CONCURRENT,
      executions: round(seen.count / Math.max(1, single)),
      single,
      statement: text,
      statementMs: this.tools.database?.meanMsOf(text) ?? null,
    }
  }

  /** Milliseconds until the last of the keys that may be the endpoint's has expired; null when they live too long. */
  private async remaining({ patterns }: EndpointCaching): Promise<number | null> {
    const { store } = this.tools
    if (store === null) return null
    const looks = (await lookAt(store, (await scanKeys(store)).keys)).filter(
      ({ key, ttlMs }) => ttlMs !== null && ttlMs <= LONGEST_WAIT_MS && (patterns.length === 0 || patterns.includes(patternOf(key))),
    )
    return looks.length === 0 ? null : Math.max(...looks.map(({ ttlMs }) => ttlMs ?? 0))
  }
}
