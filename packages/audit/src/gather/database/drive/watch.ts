import type { LockWaitFact } from '../../../model/facts/database.ts'
import { maskStatement } from '../mask-statement.ts'
import { type Backend, chainOf, isIdleInTransaction } from './activity.ts'

/** Shorter waits are how locks work. */
const LONG_WAIT_MS = 200

/** One time that a session rested within a transaction. */
interface Rest {
  readonly key: string
  readonly since: number
  ms: number
}

/** Two samples of one rest tell its beginning with the delay of their own round trips. */
const SAME_REST_MS = 100

/** Keeps, of the sessions sampled while endpoints are driven, what a later look cannot tell. */
export class Watch {
  /** Endpoint that is driven now; empty between endpoints. */
  endpoint = ''
  mostConnections = 0
  /** Sessions that are at work while nobody asks: jobs, and what earlier endpoints left behind. */
  readonly strangers = new Set<string>()
  private rests: Rest[] = []
  private readonly waits = new Map<string, LockWaitFact>()
  private readonly seen = new Map<string, Set<string>>()

  readonly sample = (backends: readonly Backend[]): void => {
    this.mostConnections = Math.max(this.mostConnections, backends.length)
    if (this.endpoint === '') {
      for (const backend of backends) if (isIdleInTransaction(backend) || backend.state === 'active') this.strangers.add(backend.key)
      return
    }
    for (const backend of backends) {
      if (isIdleInTransaction(backend) && !this.strangers.has(backend.key)) this.rest(backend)
      if (backend.waitsForLock && backend.queryMs >= LONG_WAIT_MS) this.remember(backend, backends)
      if (backend.query !== '') {
        const queries = this.seen.get(this.endpoint) ?? new Set()
        queries.add(maskStatement(backend.query))
        this.seen.set(this.endpoint, queries)
      }
    }
  }

  begin(endpoint: string): void {
    this.endpoint = endpoint
    this.rests = []
  }

  /** Idle time in a transaction that was seen at least twice since the endpoint began: once may be a machine that was busy. */
  end(): number {
    this.endpoint = ''
    return this.rests.map(({ ms }) => ms).toSorted((a, b) => b - a)[1] ?? 0
  }

  lockWaits(): readonly LockWaitFact[] {
    return [...this.waits.values()].toSorted((a, b) => b.waitedMs - a.waitedMs).slice(0, 20)
  }

  queriesOf(endpoint: string): readonly string[] {
    return [...(this.seen.get(endpoint) ?? [])]
  }

  private rest({ key, stateMs }: Backend): void {
    const since = performance.now() - stateMs
    const known = this.rests.find((rest) => rest.key === key && Math.abs(rest.since - since) < SAME_REST_MS)
    if (known === undefined) this.rests.push({ key, since, ms: stateMs })
    else known.ms = Math.max(known.ms, stateMs)
  }

  private remember(waiting: Backend, backends: readonly Backend[]): void {
    const chain = chainOf(waiting, backends)
    const key = `${this.endpoint} ${maskStatement(chain[0]?.query ?? '')}`
    const known = this.waits.get(key)
    if (known !== undefined && known.waitedMs >= waiting.queryMs) return
    this.waits.set(key, {
      endpoint: this.endpoint,
      waitedMs: Math.round(waiting.queryMs),
      chain: chain.map(({ pid, state, query }) => ({ pid, state, query: maskStatement(query) })),
    })
  }
}
