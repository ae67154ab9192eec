import type { EndpointCaching } from '../../model/facts/cache.ts'
import type { CacheConnection } from './connection.ts'

/** INFO as names and values; sections are left out. */
export type Info = ReadonlyMap<string, string>

export async function infoOf(connection: CacheConnection, section: string): Promise<Info> {
  return parseInfo(String(await connection.read('info', section)))
}

export function parseInfo(text: string): Info {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const colon = line.indexOf(':')
      return colon <= 0 || line.startsWith('#') ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const]
    }),
  )
}

export const infoNumber = (info: Info, name: string): number => Number(info.get(name) ?? 0)

/** Counters of the cache server at one instant. */
export interface StoreCounters {
  readonly hits: number
  readonly misses: number
  /** Calls of commands that put a value. */
  readonly writes: number
  /** Calls of KEYS, which looks at every key. */
  readonly keysCommands: number
  /** Calls of commands that read one key, by command. */
  readonly lookups: Readonly<Record<string, number>>
  /** Times that the server read from a connection, ours included; null where it does not count them. */
  readonly reads: number | null
}

export const NOTHING_COUNTED: StoreCounters = { hits: 0, misses: 0, writes: 0, keysCommands: 0, lookups: {}, reads: null }
const WRITES = ['set', 'setex', 'psetex', 'setnx', 'getset', 'mset', 'hset', 'hmset', 'json.set']
const LOOKUPS = ['get', 'getex', 'exists', 'hget', 'hgetall', 'hmget', 'sismember', 'zscore', 'smembers', 'lrange', 'json.get']

export async function countersOf(connection: CacheConnection): Promise<StoreCounters> {
  const [stats, commands] = await Promise.all([infoOf(connection, 'stats'), infoOf(connection, 'commandstats')])
  const calls = (name: string): number => Number(/calls=(\d+)/.exec(commands.get(`cmdstat_${name}`) ?? '')?.[1] ?? 0)
  return {
    hits: infoNumber(stats, 'keyspace_hits'),
    misses: infoNumber(stats, 'keyspace_misses'),
    writes: WRITES.reduce((sum, name) => sum + calls(name), 0),
    keysCommands: calls('keys'),
    lookups: Object.fromEntries(LOOKUPS.map((name) => [name, calls(name)])),
    reads: stats.has('total_reads_processed') ? infoNumber(stats, 'total_reads_processed') : null,
  }
}

export function counted(before: StoreCounters, after: StoreCounters): StoreCounters {
  return {
    hits: Math.max(0, after.hits - before.hits),
    misses: Math.max(0, after.misses - before.misses),
    writes: Math.max(0, after.writes - before.writes),
    keysCommands: Math.max(0, after.keysCommands - before.keysCommands),
    lookups: Object.fromEntries(LOOKUPS.map((name) => [name, Math.max(0, (after.lookups[name] ?? 0) - (before.lookups[name] ?? 0))])),
    reads: before.reads === null || after.reads === null ? null : Math.max(0, after.reads - before.reads),
  }
}

/** The command that reads single keys most, for each request; null when none did. */
export function lookupsOf({ lookups, reads }: StoreCounters, requests: number): Exclude<EndpointCaching['lookups'], undefined> {
  const [most] = Object.entries(lookups).toSorted((a, b) => b[1] - a[1])
  if (most === undefined || most[1] === 0) return null
  const each = (count: number): number => Math.round((count / requests) * 10) / 10
  return { command: most[0], perRequest: each(most[1]), roundTripsPerRequest: reads === null ? null : each(reads) }
}
