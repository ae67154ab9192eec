import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { CacheStoreFact, KeyPatternFact, QueueFact } from '../../model/facts/cache.ts'
import { type Finding, failIfAny, type Location, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { finding } from '../database-checks.ts'
import { noPattern } from '../source-checks.ts'

export const cacheBounds = defineControl({
  id: 'cache.bounds',
  title: 'TTL, max entries, eviction and memory are bounded',
  why: 'Protects memory.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [770], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-CACHE-04', 'B-CACHE-05', 'B-CACHE-09', 'B-KIT-06', 'PERF-010'],
  verifiedBy: {
    live: 'INFO memory/evicted_keys before/after; keys without TTL',
    static: 'TTL on every set; max entries (documents: 10,000)',
  },
  passesWhen: '100% keys with TTL or declared; maxmemory set',
  failsWhen: 'unbounded dict/Map cache or no-TTL growth',
  fix: { python: 'cachetools.TTLCache / Redis EX', node: 'lru-cache max' },
  effortHours: [1, 4],
  checks: [
    live(['cacheStore'], ({ cacheStore }): Outcome => {
      const findings = [
        ...cacheStore.patterns.flatMap((pattern) => ttlFindings(pattern, cacheStore)),
        ...listFindings(cacheStore),
        ...bigFindings(cacheStore),
        ...memoryFindings(cacheStore),
        ...(cacheStore.queues ?? []).flatMap(queueFindings),
      ]
      return failIfAny(findings, () =>
        cacheStore.keysLookedAt === 0
          ? notVerified('no-data', 'the cache server holds no key that could be looked at')
          : pass(
              inventory('shapes of keys, none of them growing without end', cacheStore.patterns.map(describe)),
              inventory('memory', [
                `${cacheStore.memory.usedBytes} bytes of ${cacheStore.memory.limitBytes || 'no limit'}, ${cacheStore.memory.policy}`,
              ]),
            ),
      )
    }),
    noPattern({ kinds: ['cache-without-expiry'], noun: 'cache writes' }),
  ],
})

const place = (subject: string): Location => ({ kind: 'service', subject: `cache ${subject}` })
/** Fewer keys of one shape are settings and singletons. */
const MANY_KEYS = 20
/** Reading made them: they are a cache, whatever their name. */
const MADE_BY_READING = 3

function isEvicting({ memory }: CacheStoreFact): boolean {
  return memory.limitBytes > 0 && memory.policy.startsWith('allkeys-')
}

function ttlFindings(pattern: KeyPatternFact, store: CacheStoreFact): Finding[] {
  const { withoutTtl, keys, purpose, madeByDrive, type } = pattern
  if (isEvicting(store) || (type !== 'string' && type !== 'hash' && type !== 'ReJSON-RL')) return []
  const isNamed = purpose === 'cache' || purpose === 'session' || purpose === 'limit' || purpose === 'revocation'
  const isMade = madeByDrive >= MADE_BY_READING && withoutTtl >= MADE_BY_READING && purpose === 'unknown'
  if (!(isNamed && withoutTtl >= MANY_KEYS) && !isMade) return []
  return [
    finding(
      place(`keys ${pattern.pattern}`),
      `${withoutTtl} of ${keys} keys ${pattern.pattern} never expire${isMade ? `, and requests make more (${madeByDrive} while the endpoints were driven)` : ''}; ${store.memory.limitBytes === 0 ? 'the server has no limit of memory' : `its policy ${store.memory.policy} never removes them`}`,
      770,
      [inventory('keys of this shape', [describe(pattern)])],
    ),
  ]
}

/** A list that each request makes longer and that nobody ever made shorter. */
function listFindings({ growingLists = [] }: CacheStoreFact): Finding[] {
  return growingLists.map(({ pattern, grownBy, elements }) =>
    finding(
      place(`keys ${pattern}`),
      `The list ${pattern} grew by ${grownBy} to ${elements} while the endpoints were driven; it never expires, and since the server counts nobody has trimmed it or taken from it`,
      770,
      [inventory('list', [`${pattern}: ${elements} elements, ${grownBy} of them new`])],
      { confidence: 'likely' },
    ),
  )
}

function bigFindings({ bigKeys }: CacheStoreFact): Finding[] {
  return [...Map.groupBy(bigKeys, ({ pattern }) => pattern)].map(([pattern, members]) => {
    const [largest] = members
    return finding(
      place(`keys ${pattern}`),
      `${members.length} ${largest?.type} keys ${pattern} are big: up to ${Math.round((largest?.bytes ?? 0) / 1024)} KiB and ${Math.max(...members.map(({ elements }) => elements))} elements; whoever reads or deletes one lets the others wait`,
      400,
      [
        inventory(
          'big keys',
          members.map(({ type, bytes, elements }) => `${pattern} (${type}): ${bytes} bytes, ${elements} elements`),
        ),
      ],
      { severity: 'low' },
    )
  })
}

function memoryFindings({ memory, patterns }: CacheStoreFact): Finding[] {
  const caches = patterns.filter(({ purpose }) => purpose === 'cache')
  if (caches.length === 0) return []
  const shown = inventory('memory', [`maxmemory ${memory.limitBytes}, maxmemory-policy ${memory.policy}`])
  if (memory.limitBytes === 0)
    return [finding(place('maxmemory'), 'The cache server has no limit of memory: it grows until the machine has none left', 770, [shown])]
  const isAll = patterns.every(({ purpose }) => purpose === 'cache')
  return isAll && memory.policy === 'noeviction'
    ? [
        finding(
          place('maxmemory-policy'),
          'The server holds nothing but a cache and evicts nothing: once it is full, every write fails',
          770,
          [shown],
          {
            severity: 'low',
          },
        ),
      ]
    : []
}

/** Jobs that are over and still there: Bull keeps every one unless it is told otherwise. */
const MANY_FINISHED = 10_000
/** Fewer wait for the next worker to be free. */
const MANY_WAITING = 100
/** So long nobody took a job: longer than workers wait between two looks. */
const IDLE_SECONDS = 2

function queueFindings(queue: QueueFact): Finding[] {
  const { name, waiting, active, waitingBefore, doneSince, seconds, finished, failed } = queue
  const findings: Finding[] = []
  if (finished >= MANY_FINISHED)
    findings.push(
      finding(
        place(`queue ${name}`),
        `Queue ${name} keeps ${finished} finished jobs: each stays in memory until somebody removes it`,
        770,
        [inventory('jobs of the queue', [jobs(queue)])],
        { severity: 'low' },
      ),
    )
  const isIdle = active === 0 && doneSince === 0 && waiting >= waitingBefore && seconds >= IDLE_SECONDS
  if (isIdle && waitingBefore >= MANY_WAITING)
    findings.push(
      finding(
        place(`queue ${name}`),
        `${waiting} jobs wait in queue ${name} and nobody works on them: none was under way or came to an end in ${seconds} s`,
        770,
        [inventory('jobs of the queue', [`${waitingBefore} waited ${seconds} s before`, jobs(queue)])],
        { confidence: 'likely' },
      ),
    )
  if (failed >= MANY_FINISHED)
    findings.push(
      finding(place(`queue ${name}`), `Queue ${name} keeps ${failed} failed jobs`, 770, [inventory('jobs of the queue', [jobs(queue)])], {
        severity: 'low',
      }),
    )
  return findings
}

function jobs({ waiting, active, delayed, failed, finished }: QueueFact): string {
  return `${waiting} waiting, ${active} under way, ${delayed} delayed, ${failed} failed, ${finished} finished`
}

function describe({ pattern, type, keys, withoutTtl, shortestTtlSeconds, longestTtlSeconds, bytes, purpose }: KeyPatternFact): string {
  const ttl = longestTtlSeconds === null ? '' : `, the others ${shortestTtlSeconds} to ${longestTtlSeconds} s`
  return `${pattern} (${type}, ${purpose}): ${keys} keys, ${bytes} bytes, ${withoutTtl} without TTL${ttl}`
}
