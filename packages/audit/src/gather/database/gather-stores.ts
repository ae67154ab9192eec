import { AuditError } from '../../model/errors.ts'
import type { CacheFacts } from '../../model/facts/cache.ts'
import type { DatabaseFact, DatabaseFacts } from '../../model/facts/database.ts'
import { type Gathered, known, unknown, valueIfKnown } from '../../model/facts.ts'
import { CacheConnection } from '../cache/connection.ts'
import { gatherCache } from '../cache/gather-cache.ts'
import type { GatherOptions } from '../gather-facts.ts'
import type { DriveTarget } from './drive/drive-target.ts'
import type { DrivenRequest } from './driven-request.ts'
import { engineOf } from './engines.ts'
import { hostsOf as mongoHostsOf } from './mongodb/commands.ts'
import type { SourceStatement } from './source-statements.ts'

export interface StoresTarget {
  /** Null when only the stores are looked at. */
  readonly baseUrl: string | null
  /** Requests that the service is known to accept. */
  readonly requests: readonly DrivenRequest[]
  /** Of the source, where there is one. */
  readonly sourceStatements?: readonly SourceStatement[]
  /** Where the source limits its statements; null where it does not. */
  readonly statementLimitAt?: string | null
}

export type StoreFacts = { readonly [N in keyof (DatabaseFacts & CacheFacts)]: Gathered<(DatabaseFacts & CacheFacts)[N]> }
type Options = Pick<
  GatherOptions,
  'databaseUrl' | 'isDatabaseDisposable' | 'cacheUrl' | 'intensity' | 'authorizedHosts' | 'signal' | 'onProgress'
>

export function wantsStores({ databaseUrl, cacheUrl }: Pick<GatherOptions, 'databaseUrl' | 'cacheUrl'>): boolean {
  return databaseUrl !== null || cacheUrl !== null
}

/** Throws {@link AuditError} when a store that the user named cannot be used: before anything is asked of the service. */
export async function checkStores(options: Options): Promise<void> {
  assertStoresAuthorized(options)
  if (options.databaseUrl !== null) await engineOf(options.databaseUrl).check(options.databaseUrl)
  if (options.cacheUrl !== null) (await CacheConnection.open(options.cacheUrl)).close()
}

/** Looks into the database and the cache that the user named, while the endpoints of the service are driven. Throws AuditError when one cannot be used. */
export async function gatherStores(
  options: Options,
  { baseUrl, requests, sourceStatements = [], statementLimitAt = null }: StoresTarget,
): Promise<StoreFacts> {
  assertStoresAuthorized(options)
  const reads = requests.filter(({ method }) => method === 'GET')
  const writes = requests.filter(({ method }) => method !== 'GET')
  const mayLoad = options.intensity !== 'safe'
  const database = await databaseFact(options, { baseUrl, reads, writes, sourceStatements, statementLimitAt })
  const driven = valueIfKnown(database) ?? null
  const cache = await gatherCache({
    cacheUrl: options.cacheUrl,
    databaseUrl: options.databaseUrl,
    database: driven,
    baseUrl,
    reads,
    writes,
    mayLoad,
    mayWrite: mayLoad,
    isDisposable: options.isDatabaseDisposable && mayLoad,
    signal: options.signal,
    onProgress: options.onProgress,
  })
  return { database, ...cache }
}

/** What the run says of stores that nobody named. */
export const NO_STORES: StoreFacts = {
  database: unknown('no-target', 'no address of a database was given; --database-url lets assay look into it'),
  cacheStore: unknown('no-target', 'no address of a cache server was given; --cache-url lets assay look into it'),
  cacheBehaviour: unknown('no-target', 'caches are watched only beside their database or cache server: give --database-url or --cache-url'),
}

async function databaseFact(
  { databaseUrl, isDatabaseDisposable, intensity, signal, onProgress }: Options,
  target: Pick<DriveTarget, 'baseUrl' | 'reads' | 'writes' | 'sourceStatements' | 'statementLimitAt'>,
): Promise<Gathered<DatabaseFact>> {
  if (databaseUrl === null) return NO_STORES.database
  const isDisposable = isDatabaseDisposable && intensity !== 'safe'
  return known(
    await engineOf(databaseUrl).gather({
      ...target,
      url: databaseUrl,
      isDisposable,
      mayLoad: intensity !== 'safe',
      signal,
      onProgress,
    }),
  )
}

/** Stores on other machines are looked at only when the user says that they may be. */
function assertStoresAuthorized({ databaseUrl, cacheUrl, authorizedHosts }: Options): void {
  for (const [flag, url] of [
    ['--database-url', databaseUrl],
    ['--cache-url', cacheUrl],
  ] as const) {
    if (url === null || url.startsWith('sqlite:')) continue
    const elsewhere = hostsOf(url).find((host) => !isHere(host) && !authorizedHosts.includes(host))
    if (elsewhere !== undefined)
      throw new AuditError(
        'TARGET_NOT_AUTHORIZED',
        `${flag} names ${elsewhere}, which is not this machine. Give --i-am-authorized ${elsewhere} if you may look into it.`,
      )
  }
}

/** A replica set of MongoDB has several. */
function hostsOf(url: string): readonly string[] {
  return url.startsWith('mongodb') ? mongoHostsOf(url) : [new URL(url).hostname]
}

function isHere(host: string): boolean {
  return host === '' || host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
