import type { CacheStoreFact, KeyPatternFact } from '../../model/facts/cache.ts'
import type { CacheConnection } from './connection.ts'

/** Keys that are looked at, and the time for it: SCAN gives way to others, but it is not free. */
const MAX_KEYS = 20_000
const SCAN_MS = 2000
const PAGE = 500
/** A value from which on it is told by itself. */
const BIG_BYTES = 1_048_576
const BIG_ELEMENTS = 10_000
const BIG_KEPT = 50

export interface KeyLook {
  readonly key: string
  readonly type: string
  /** Null: it lives for ever. */
  readonly ttlMs: number | null
  readonly bytes: number
  readonly elements: number
}

/** Names of keys, up to a bound; whether that were all. */
export async function scanKeys(connection: CacheConnection): Promise<{ readonly keys: readonly string[]; readonly isWhole: boolean }> {
  const keys = new Set<string>()
  const started = performance.now()
  let cursor = '0'
  do {
    const reply = await connection.read('scan', cursor, 'COUNT', PAGE)
    if (!Array.isArray(reply)) break
    cursor = String(reply[0])
    if (Array.isArray(reply[1])) for (const key of reply[1]) keys.add(String(key))
  } while (cursor !== '0' && keys.size < MAX_KEYS && performance.now() - started < SCAN_MS)
  return { keys: [...keys].slice(0, MAX_KEYS), isWhole: cursor === '0' }
}

/** Type, time to live and size of each key; keys that went meanwhile are left out. */
export async function lookAt(connection: CacheConnection, keys: readonly string[]): Promise<readonly KeyLook[]> {
  const looks: KeyLook[] = []
  for (let at = 0; at < keys.length; at += PAGE) {
    const page = keys.slice(at, at + PAGE)
    const replies = await connection.readAll(
      page.flatMap((key): [string, ...(string | number)[]][] => [
        ['type', key],
        ['pttl', key],
        ['memory usage', key, 'SAMPLES', 5],
      ]),
    )
    page.forEach((key, index) => {
      const type = String(replies[3 * index] ?? 'none')
      const ttl = Number(replies[3 * index + 1] ?? -2)
      if (type !== 'none' && ttl !== -2)
        looks.push({ key, type, ttlMs: ttl < 0 ? null : ttl, bytes: Number(replies[3 * index + 2] ?? 0), elements: 1 })
    })
  }
  return withElements(connection, looks)
}

/** Of so many the length of each is asked for; of more that of the large ones. */
const FEW_COLLECTIONS = 500
const LENGTHS: Readonly<Record<string, string>> = { list: 'llen', hash: 'hlen', set: 'scard', zset: 'zcard', stream: 'xlen' }

async function withElements(connection: CacheConnection, looks: readonly KeyLook[]): Promise<readonly KeyLook[]> {
  const collections = looks.filter(({ type }) => LENGTHS[type] !== undefined)
  const many = collections.length <= FEW_COLLECTIONS ? collections : collections.filter(({ bytes }) => bytes > 50_000)
  const lengths = await connection.readAll(many.map(({ type, key }): [string, string] => [LENGTHS[type] ?? 'hlen', key]))
  const byKey = new Map(many.map(({ key }, index) => [key, Number(lengths[index] ?? 1)]))
  return looks.map((look) => ({ ...look, elements: byKey.get(look.key) ?? 1 }))
}

const HASHED = /^(?=.*\d)[0-9a-f]{8,}$|^[\w-]{22,}$|^\d+$|^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d[\w.-]*$|@|=/i

/** The shape of a key: parts that name one thing become `*`. */
export function patternOf(key: string): string {
  const parts = key.slice(0, 400).split(/([:/|{}?&#]+)/)
  const shape = parts
    .map((part, index) =>
      index % 2 === 1 || part === ''
        ? part
        : HASHED.test(part) || /\d{3,}/.test(part) || part.length > 40
          ? '*'
          : part.replaceAll(/\d+/g, '*'),
    )
    .join('')
  return shape.replaceAll(/(?:\*[:/|]?){2,}$/g, '*').slice(0, 120)
}

/** Keys by shape, most first. */
export function patternsOf(looks: readonly KeyLook[], before: ReadonlySet<string>): readonly KeyPatternFact[] {
  const groups = Map.groupBy(looks, ({ key, type }) => `${patternOf(key)} ${type}`)
  return [...groups.values()]
    .map((members): KeyPatternFact => {
      const ttls = members.flatMap(({ ttlMs }) => (ttlMs === null ? [] : [ttlMs / 1000]))
      const pattern = patternOf(members[0]?.key ?? '')
      const type = members[0]?.type ?? ''
      return {
        pattern,
        type,
        keys: members.length,
        withoutTtl: members.filter(({ ttlMs }) => ttlMs === null).length,
        shortestTtlSeconds: ttls.length === 0 ? null : Math.round(Math.min(...ttls)),
        longestTtlSeconds: ttls.length === 0 ? null : Math.round(Math.max(...ttls)),
        bytes: members.reduce((sum, { bytes }) => sum + bytes, 0),
        largestBytes: Math.max(...members.map(({ bytes }) => bytes)),
        purpose: purposeOf(pattern, type, ttls.length > 0),
        madeByDrive: members.filter(({ key }) => !before.has(key)).length,
      }
    })
    .toSorted((a, b) => b.keys - a.keys || (a.pattern < b.pattern ? -1 : 1))
}

const PURPOSES: readonly (readonly [KeyPatternFact['purpose'], RegExp])[] = [
  [
    'queue',
    /^(?:bull|bullmq|rq|resque|sidekiq|arq|dramatiq|celery|_kombu|kombu|unacked|huey|bee-?queue|faktory|agenda|queues?|jobs?)(?:[:._-]|$)|[:._-](?:queues?|jobs?|tasks?|outbox)(?:[:._-]|$)/i,
  ],
  [
    'revocation',
    /(?:^|[:._-])(?:revoked?|revocations?|black-?list(?:ed)?|block-?list(?:ed)?|deny-?list(?:ed)?|invalidated|logged-?out)(?:[:._-]|$)/i,
  ],
  ['session', /(?:^|[:._-])(?:sess|sessions?|sid|refresh-?tokens?|login)(?:[:._-]|$)/i],
  [
    'limit',
    /(?:^|[:._-])(?:rate-?limits?|rate_limits?|rl|limits?|limiter|throttles?|throttling|attempts|quota|flask-limiter)(?:[:._/-]|$)/i,
  ],
  ['lock', /(?:^|[:._-])(?:locks?|mutex|redlock|lease)(?:[:._-]|$)/i],
]

/** What keys are for, by the names that libraries and people give them; a value that expires is a cache until its name says more. */
export function purposeOf(pattern: string, type: string, hasTtl: boolean): KeyPatternFact['purpose'] {
  const named = PURPOSES.find(([, expression]) => expression.test(pattern))?.[0]
  if (named !== undefined) return named
  if (/(?:^|[:._-])cache(?:[:._-]|$)/i.test(pattern)) return 'cache'
  if (type === 'stream') return 'queue'
  return hasTtl && (type === 'string' || type === 'hash' || type === 'ReJSON-RL') ? 'cache' : 'unknown'
}

export function bigKeysOf(looks: readonly KeyLook[]): CacheStoreFact['bigKeys'] {
  return looks
    .filter(({ bytes, elements }) => bytes >= BIG_BYTES || elements >= BIG_ELEMENTS)
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, BIG_KEPT)
    .map(({ key, type, bytes, elements }) => ({ pattern: patternOf(key), type, bytes, elements }))
}
