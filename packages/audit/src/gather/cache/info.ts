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
}

const WRITES = ['set', 'setex', 'psetex', 'setnx', 'getset', 'mset', 'hset', 'hmset', 'json.set']

export async function countersOf(connection: CacheConnection): Promise<StoreCounters> {
  const [stats, commands] = await Promise.all([infoOf(connection, 'stats'), infoOf(connection, 'commandstats')])
  const calls = (name: string): number => Number(/calls=(\d+)/.exec(commands.get(`cmdstat_${name}`) ?? '')?.[1] ?? 0)
  return {
    hits: infoNumber(stats, 'keyspace_hits'),
    misses: infoNumber(stats, 'keyspace_misses'),
    writes: WRITES.reduce((sum, name) => sum + calls(name), 0),
    keysCommands: calls('keys'),
  }
}

export function counted(before: StoreCounters, after: StoreCounters): StoreCounters {
  return {
    hits: Math.max(0, after.hits - before.hits),
    misses: Math.max(0, after.misses - before.misses),
    writes: Math.max(0, after.writes - before.writes),
    keysCommands: Math.max(0, after.keysCommands - before.keysCommands),
  }
}
