import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { CacheStoreFact, EndpointCaching } from '../../model/facts/cache.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { endpointLocation, finding, locationOf, measurement } from '../database-checks.ts'
import { tidy } from '../load-checks.ts'

export const cacheEffectiveness = defineControl({
  id: 'cache.effectiveness',
  title: 'The cache is used, hits often enough and makes requests faster',
  why: 'Protects latency, DB load.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [], asvs: ['v5.0.0-13.1.3'] },
  documents: [
    'B-DB-09',
    'B-CACHE-01',
    'B-CACHE-02',
    'B-CACHE-13',
    'B-LAT-10',
    'B-MET-03',
    'B-THR-05',
    'B-PLAN-10',
    'B-KIT-06',
    'PERF-003',
    'PERF-008',
  ],
  verifiedBy: {
    load: 'cold vs warm p50/p95 of cacheable routes (documents: 51 -> 7 ms = 85%+), keyspace_hits/misses delta during run',
    static: 'cache decorators/cache-aside use',
  },
  passesWhen: 'hit ratio >= 70% (documents: target 80%) in the declared workload and warm < cold with CI',
  failsWhen: 'no effect measured or ratio < target',
  fix: { python: 'flask-caching', node: 'bentocache or lru-cache with ttl and max in front of the slow read' },
  effortHours: [4, 16],
  checks: [
    live(['cacheBehaviour'], ({ cacheBehaviour: { endpoints } }, { budgets }): Outcome => {
      const usual = writesOfAll(endpoints)
      const findings = endpoints.flatMap((endpoint) => missFindings(endpoint, budgets.cacheHitRatio, usual))
      const cached = endpoints.filter(({ cachedBy }) => cachedBy === 'store' || cachedBy === 'process')
      return failIfAny(findings, () =>
        cached.length === 0
          ? notVerified('no-data', 'no driven endpoint was seen to be answered from a cache')
          : pass(inventory('endpoints that a cache answers when the same is asked again', cached.map(describe), endpoints.length)),
      )
    }),
    live(
      ['cacheStore'],
      ({ cacheStore }): Outcome =>
        failIfAny([...keysFindings(cacheStore), ...slowFindings(cacheStore)], () =>
          notVerified('inconclusive', 'hits are judged endpoint by endpoint'),
        ),
    ),
  ],
})

function keysFindings({ window: { keysCommands, hits, misses, keysCalledBy = [] } }: CacheStoreFact): Finding[] {
  if (keysCommands === 0) return []
  return [
    finding(
      keysCalledBy[0] === undefined ? { kind: 'service', subject: 'cache KEYS' } : locationOf(keysCalledBy[0]),
      `The service called KEYS ${keysCommands} times while its endpoints were driven: each call looks at every key and lets everybody else wait`,
      400,
      [inventory('commands while the endpoints were driven', [`${hits} hits, ${misses} misses, ${keysCommands} times KEYS`])],
    ),
  ]
}

/** Commands whose work grows with what they are asked about; others are slow when the machine is. */
const GROWING =
  /^(?:keys|smembers|hgetall|hkeys|hvals|lrange|zrange|zrevrange|zrangebyscore|sort|sunion|sinter|sdiff|del|eval|evalsha|flushall|flushdb|scan|save)$/
const SLOW_MS = 50

function slowFindings({ slowCommands }: CacheStoreFact): Finding[] {
  return slowCommands
    .filter(({ command, longestMs }) => GROWING.test(command) && longestMs >= SLOW_MS)
    .map(({ command, count, longestMs }) =>
      finding(
        { kind: 'service', subject: `cache ${command.toUpperCase()}` },
        `The slow log of the cache server holds ${count} times ${command.toUpperCase()}, up to ${tidy(longestMs)} ms: nobody else is served meanwhile`,
        400,
        [inventory('slow log', [`${command}: ${count} times, longest ${tidy(longestMs)} ms`])],
        { severity: 'low', confidence: 'likely' },
      ),
    )
}

/** What every endpoint writes, such as when somebody was last seen, fills no cache. */
function writesOfAll(endpoints: readonly EndpointCaching[]): number {
  const asked = endpoints.filter(({ requests }) => requests > 1)
  return asked.length < 3 ? 0 : Math.min(...asked.map(({ writes }) => writes))
}

/** A miss that is followed by a write is a value that somebody hoped to find; others are questions such as "was it revoked". */
function missFindings(endpoint: EndpointCaching, wanted: number, usual: number): Finding[] {
  const { hits, misses, writes, requests } = endpoint
  const repeated = requests - 1
  const filled = Math.min(misses, writes - usual)
  if (repeated < 3 || filled < 0.5 * repeated) return []
  const ratio = hits / (hits + filled)
  if (ratio >= wanted) return []
  return [
    finding(
      endpointLocation(endpoint),
      `${endpoint.endpoint} does not find in the cache what it just put there: of ${repeated} repeated requests, ${filled} missed and wrote, ${hits} hit`,
      400,
      [measurement('hits of those that hit or filled', ratio, '', hits + filled)],
    ),
  ]
}

function describe({ endpoint, cachedBy, firstMs, repeatedMs, databaseCalls, hits, requests }: EndpointCaching): string {
  const calls = databaseCalls === null ? '' : `, ${tidy(databaseCalls.repeated)} calls of the database`
  return `${endpoint}  by ${cachedBy === 'store' ? `the cache server (${hits} hits in ${requests - 1} requests)` : 'the process'}: first ${tidy(firstMs)} ms, then ${tidy(repeatedMs.p50)} ms${calls}`
}
