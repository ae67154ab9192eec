import type { CacheStoreFact } from '../../model/facts/cache.ts'
import type { NotTried } from '../../model/facts/service.ts'
import { type CacheConnection, cacheAddress } from './connection.ts'
import { infoNumber, infoOf, type StoreCounters } from './info.ts'
import { bigKeysOf, type KeyLook, lookAt, patternOf, patternsOf, scanKeys } from './keys.ts'
import { type QueueDepths, queueDepths, queueDepthsAfter, queueKeysIn, queuesOf } from './queues.ts'

const SETTINGS = [
  'maxmemory',
  'maxmemory-policy',
  'timeout',
  'tcp-keepalive',
  'appendonly',
  'save',
  'protected-mode',
  'bind',
  'slowlog-log-slower-than',
]

/** What was there before the endpoints were driven. */
export interface StoreBefore {
  readonly keys: ReadonlySet<string>
  readonly usedBytes: number
  /** Elements of lists by key. */
  readonly lists: ReadonlyMap<string, number>
  readonly queues: QueueDepths
}

export async function storeBefore(connection: CacheConnection): Promise<StoreBefore> {
  const [{ keys }, memory] = await Promise.all([scanKeys(connection), infoOf(connection, 'memory')])
  return {
    keys: new Set(keys),
    usedBytes: infoNumber(memory, 'used_memory'),
    lists: lengthsOf(await lookAt(connection, keys)),
    queues: await queueDepths(connection, keys),
  }
}

/** The cache server as it is after the drive. */
export async function storeFact(
  connection: CacheConnection,
  before: StoreBefore,
  window: StoreCounters,
  keysCalledBy: readonly string[] = [],
): Promise<CacheStoreFact> {
  const notTried: NotTried[] = []
  const [server, memory, stats] = await Promise.all([
    infoOf(connection, 'server'),
    infoOf(connection, 'memory'),
    infoOf(connection, 'stats'),
  ])
  const { keys, isWhole } = await scanKeys(connection)
  const looks = await lookAt(connection, keys)
  const ofQueues = new Set(queueKeysIn(keys).map(({ key }) => key))
  const total = Number(await connection.read('dbsize'))
  if (!isWhole)
    notTried.push({
      what: `${total - keys.length} of ${total} keys`,
      reason: 'limit-reached',
      because: `${keys.length} keys are looked at`,
    })
  return {
    engine: server.has('valkey_version') ? 'valkey' : 'redis',
    version: server.get('valkey_version') ?? server.get('redis_version') ?? '',
    address: cacheAddress(connection.url),
    asksForPassword: passwordOf(connection.url),
    memory: {
      usedBytes: infoNumber(memory, 'used_memory'),
      limitBytes: infoNumber(memory, 'maxmemory'),
      policy: memory.get('maxmemory_policy') ?? '',
      fragmentation: infoNumber(memory, 'mem_fragmentation_ratio'),
    },
    settings: await settingsOf(connection, notTried),
    evictedKeys: infoNumber(stats, 'evicted_keys'),
    expiredKeys: infoNumber(stats, 'expired_keys'),
    keys: total,
    keysLookedAt: looks.length,
    patterns: patternsOf(looks, before.keys),
    // Lists of jobs are taken from at their ends: their length harms nobody who reads them.
    bigKeys: bigKeysOf(looks.filter(({ key }) => !ofQueues.has(key))),
    growingLists: (await areTakenFrom(connection)) ? [] : growingLists(looks, before.lists, ofQueues),
    queues: queuesOf(before.queues, await queueDepthsAfter(before.queues, connection, keys)),
    slowCommands: await slowCommands(connection, notTried),
    window: { hits: window.hits, misses: window.misses, keysCommands: window.keysCommands, keysCalledBy },
    usedMemoryBefore: before.usedBytes,
    usedMemoryAfter: infoNumber(memory, 'used_memory'),
    notTried,
  }
}

function lengthsOf(looks: readonly KeyLook[]): ReadonlyMap<string, number> {
  return new Map(looks.filter(({ type }) => type === 'list').map(({ key, elements }) => [key, elements]))
}

/** Commands that make a list shorter. */
const TAKES = /^cmdstat_(?:ltrim|[lr]pop|b[lr]pop|b?lmpop|b?lmove|b?rpoplpush|lrem|xtrim)$/

/** Whether anybody ever made a list shorter since the server counts. */
async function areTakenFrom(connection: CacheConnection): Promise<boolean> {
  return [...(await infoOf(connection, 'commandstats')).keys()].some((name) => TAKES.test(name))
}

function growingLists(
  looks: readonly KeyLook[],
  before: ReadonlyMap<string, number>,
  ofQueues: ReadonlySet<string>,
): NonNullable<CacheStoreFact['growingLists']> {
  return looks
    .filter(({ key, type, ttlMs }) => type === 'list' && ttlMs === null && !ofQueues.has(key))
    .map(({ key, elements }) => ({ pattern: patternOf(key), grownBy: elements - (before.get(key) ?? 0), elements }))
    .filter(({ grownBy }) => grownBy >= 3)
}

/** Whether the address needed one cannot be known from an address that has one. */
function passwordOf(url: string): boolean | null {
  return URL.canParse(url) && new URL(url).password === '' ? false : null
}

async function settingsOf(connection: CacheConnection, notTried: NotTried[]): Promise<CacheStoreFact['settings']> {
  try {
    const settings: Record<string, string> = {}
    for (const name of SETTINGS) {
      const reply = await connection.read('config get', name)
      if (Array.isArray(reply) && reply.length >= 2) settings[name] = String(reply[1])
    }
    return settings
  } catch (error) {
    notTried.push({
      what: 'settings of the cache server',
      reason: 'no-permission',
      because: `CONFIG GET was refused (${error instanceof Error ? error.message : String(error)}); ACL SETUSER ... +config|get would help`,
    })
    return {}
  }
}

/** Names of commands of the slow log, none of their values. */
async function slowCommands(connection: CacheConnection, notTried: NotTried[]): Promise<CacheStoreFact['slowCommands']> {
  try {
    const reply = await connection.read('slowlog get', 128)
    const entries = Array.isArray(reply) ? reply : []
    const found = entries.flatMap((entry: unknown) => {
      if (!Array.isArray(entry) || !Array.isArray(entry[3])) return []
      return [{ command: String(entry[3][0] ?? '').toLowerCase(), ms: Number(entry[2]) / 1000 }]
    })
    return [...Map.groupBy(found, ({ command }) => command)].map(([command, members]) => ({
      command,
      count: members.length,
      longestMs: Math.max(...members.map(({ ms }) => ms)),
    }))
  } catch (error) {
    notTried.push({
      what: 'slow log of the cache server',
      reason: 'no-permission',
      because: `SLOWLOG GET was refused (${error instanceof Error ? error.message : String(error)}); ACL SETUSER ... +slowlog|get would help`,
    })
    return []
  }
}
