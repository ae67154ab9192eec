import type { CacheFacts } from '../../model/facts/cache.ts'
import type { DatabaseFact } from '../../model/facts/database.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { DatabaseCalls } from '../database/database-calls.ts'
import type { DrivenRequest } from '../database/driven-request.ts'
import { Requester } from '../database/requester.ts'
import { CacheBehaviour } from './behaviour.ts'
import { CacheConnection } from './connection.ts'
import { NOTHING_COUNTED } from './info.ts'
import { storeBefore, storeFact } from './store.ts'

export interface CacheOptions {
  /** Null when only caches inside the service can be seen. */
  readonly cacheUrl: string | null
  readonly databaseUrl: string | null
  /** What the drive of the database said; null without one. */
  readonly database: DatabaseFact | null
  readonly baseUrl: string | null
  readonly reads: readonly DrivenRequest[]
  readonly writes: readonly DrivenRequest[]
  readonly mayLoad: boolean
  readonly mayWrite: boolean
  readonly isDisposable?: boolean
  readonly signal: AbortSignal
  readonly onProgress: (text: string, done: number, total: number) => void
}

/** Looks into the cache server, when its address is given, and at how endpoints behave when the same is asked again. */
export async function gatherCache(options: CacheOptions): Promise<{ readonly [N in keyof CacheFacts]: Gathered<CacheFacts[N]> }> {
  const { cacheUrl, databaseUrl, database: driven, baseUrl } = options
  const store = cacheUrl === null ? null : await CacheConnection.open(cacheUrl)
  const database = databaseUrl === null || driven === null ? null : await DatabaseCalls.open(databaseUrl, driven)
  const requester = baseUrl === null ? null : new Requester(baseUrl)
  try {
    const before = store === null ? null : await storeBefore(store)
    const behaviour =
      requester === null
        ? null
        : new CacheBehaviour({ ...options, isDisposable: options.isDisposable ?? false, requester, store, database })
    const seen = (await behaviour?.gather()) ?? null
    const window = behaviour?.window ?? NOTHING_COUNTED
    return {
      cacheBehaviour: seen === null ? unknown('no-target', 'no running service was audited; give --url or --start') : known(seen),
      cacheStore:
        store === null || before === null
          ? unknown('no-target', 'no address of a cache server was given; --cache-url lets assay look into it')
          : known(await storeFact(store, before, window, behaviour?.scanning ?? [])),
    }
  } finally {
    store?.close()
    await database?.close()
    await requester?.close()
  }
}
