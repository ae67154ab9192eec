import type { Distribution } from './database.ts'
import type { NotTried } from './service.ts'

/** What gathering learned of the cache behind the service, and of caches inside it. */
export interface CacheFacts {
  readonly cacheStore: CacheStoreFact
  readonly cacheBehaviour: CacheBehaviourFact
}

/** A Redis or Valkey server, read with commands that change nothing. */
export interface CacheStoreFact {
  readonly engine: 'redis' | 'valkey'
  readonly version: string
  /** `127.0.0.1:6379/0`: no account, no password. */
  readonly address: string
  readonly notTried: readonly NotTried[]
  readonly asksForPassword: boolean | null
  readonly memory: {
    readonly usedBytes: number
    /** 0: no limit. */
    readonly limitBytes: number
    readonly policy: string
    readonly fragmentation: number
  }
  /** Values by the server's own name: `timeout`, `tcp-keepalive`, `appendonly` ... */
  readonly settings: Readonly<Record<string, string>>
  readonly evictedKeys: number
  readonly expiredKeys: number
  /** Keys of the database that was given. */
  readonly keys: number
  readonly keysLookedAt: number
  readonly patterns: readonly KeyPatternFact[]
  readonly bigKeys: readonly {
    readonly pattern: string
    readonly type: string
    readonly bytes: number
    readonly elements: number
  }[]
  /** Queues of jobs by Bull, Celery and RQ; absent in runs of versions before it was added. */
  readonly queues?: readonly QueueFact[]
  readonly slowCommands: readonly { readonly command: string; readonly count: number; readonly longestMs: number }[]
  /** While the endpoints were driven; `keysCommands` are calls of KEYS, which looks at every key. */
  readonly window: {
    readonly hits: number
    readonly misses: number
    readonly keysCommands: number
    /** Writing endpoints that called it; absent in runs of versions before it was added. */
    readonly keysCalledBy?: readonly string[]
  }
  /** Lists that grew while endpoints were driven, that nobody ever took from and that never expire; absent in runs of versions before it was added. */
  readonly growingLists?: readonly { readonly pattern: string; readonly grownBy: number; readonly elements: number }[]
  readonly usedMemoryBefore: number
  readonly usedMemoryAfter: number
}

/** Jobs of one queue by state, after the endpoints were driven. */
export interface QueueFact {
  readonly name: string
  readonly library: 'bull' | 'celery' | 'rq'
  readonly waiting: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
  /** Jobs that are over and kept. */
  readonly finished: number
  readonly waitingBefore: number
  /** Jobs that came to an end meanwhile and were kept; those that are removed at once leave no trace. */
  readonly doneSince: number
  /** Time between the two looks. */
  readonly seconds: number
}

/** Keys of one shape, ids left out: `user:*:cart`. */
export interface KeyPatternFact {
  readonly pattern: string
  readonly type: string
  readonly keys: number
  readonly withoutTtl: number
  readonly shortestTtlSeconds: number | null
  readonly longestTtlSeconds: number | null
  readonly bytes: number
  readonly largestBytes: number
  /** What such keys are for, by the names libraries give them and by their type. */
  readonly purpose: 'cache' | 'session' | 'revocation' | 'limit' | 'queue' | 'lock' | 'unknown'
  /** Keys of it that came up while endpoints were driven. */
  readonly madeByDrive: number
}

/** How the endpoints behave when the same is asked again. */
export interface CacheBehaviourFact {
  readonly endpoints: readonly EndpointCaching[]
  readonly stampedes: readonly StampedeFact[]
  readonly invalidations: readonly InvalidationFact[]
  /** Absent in runs of versions before it was added. */
  readonly foreignAnswers?: readonly ForeignAnswerFact[]
  readonly notTried: readonly NotTried[]
}

export interface EndpointCaching {
  readonly endpoint: string
  readonly method: string
  readonly path: string
  readonly requests: number
  /** `store`: keys of the cache server were read. `process`: the database was asked once and no cache server. `none`: every request asked the database. `unclear`: neither was counted. */
  readonly cachedBy: 'store' | 'process' | 'none' | 'unclear'
  readonly hits: number
  readonly misses: number
  /** Values that were written to the cache server. */
  readonly writes: number
  /** Shapes of the keys that came up. */
  readonly patterns: readonly string[]
  readonly firstMs: number
  readonly repeatedMs: Distribution
  /** Calls of the database in the first request and, on average, in the repeated ones; null when not counted. */
  readonly databaseCalls: { readonly first: number; readonly repeated: number } | null
  /** The command that reads single keys most in a request, and how often the server was written to for one; null when none did; absent in runs of versions before it was added. */
  readonly lookups?: { readonly command: string; readonly perRequest: number; readonly roundTripsPerRequest: number | null } | null
}

/** An answer for one thing that was another's: it names the other, word for word as it was answered there. */
export interface ForeignAnswerFact {
  readonly endpoint: string
  readonly method: string
  readonly path: string
  readonly asked: string
  readonly told: string
  /** Field of the answer that names the thing. */
  readonly field: string
}

export interface StampedeFact {
  readonly endpoint: string
  readonly method: string
  readonly path: string
  /** `expiry`: a key was let expire. `new-key`: a value of a parameter that was not asked before. `write`: after a write that invalidates. */
  readonly how: 'expiry' | 'new-key' | 'write'
  readonly concurrent: number
  /** Executions of the statement that computes the answer. */
  readonly executions: number
  /** Executions of one request on a cold key, for comparison. */
  readonly single: number
  readonly statement: string
  /** Time of the statement in the database; null when not known, absent in runs of versions before it was added. */
  readonly statementMs?: number | null
}

export interface InvalidationFact {
  readonly read: string
  readonly write: string
  readonly method: string
  readonly path: string
  /** Time from the answer of the write to the first read of the new value. */
  readonly staleMs: number
  /** Whether the new value was seen before the time to look was over. */
  readonly becameFresh: boolean
  /** What the answer allows by itself: max-age. */
  readonly declaredMaxAgeSeconds: number | null
  readonly ttlSeconds: number | null
}
