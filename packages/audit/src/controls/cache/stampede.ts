import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { StampedeFact } from '../../model/facts/cache.ts'
import { failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { endpointLocation, finding } from '../database-checks.ts'
import { tidy } from '../load-checks.ts'

export const cacheStampede = defineControl({
  id: 'cache.stampede',
  title: 'Concurrent misses trigger one recomputation',
  why: 'Protects DB on expiry.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-CACHE-06', 'B-CACHE-07', 'B-KIT-06'],
  verifiedBy: { load: '50 parallel requests on an expired key: count of origin executions; cache warming after restart' },
  passesWhen: 'origin executions <= 2',
  failsWhen: 'executions ~ concurrency',
  fix: { python: 'lock / stale-while-revalidate', node: 'lru-cache fetchMethod or bentocache getOrSet: one computation for all that wait' },
  effortHours: [4, 16],
  checks: [
    live(['cacheBehaviour'], ({ cacheBehaviour }): Outcome => {
      const { stampedes, notTried } = cacheBehaviour
      const [first] = stampedes
      if (first === undefined) {
        const told = notTried.find(({ what }) => what.startsWith('many requests at once'))
        return notVerified(told?.reason ?? 'no-data', told?.because ?? 'no driven endpoint was seen to be answered from a cache')
      }
      const shown = inventory('cold keys that many asked for at once', stampedes.map(describe))
      const findings = stampedes
        .filter((each) => each.executions >= each.concurrent * EACH_FOR_ITSELF && !isCheap(each))
        .map((each) =>
          finding(
            endpointLocation(each),
            `${each.endpoint}: ${each.concurrent} requests at once for what the cache did not hold computed it ${tidy(each.executions)} times`,
            400,
            [inventory('computations', [describe(each), each.statement])],
          ),
        )
      return failIfAny(findings, () =>
        stampedes.every(({ executions }) => executions <= SHARED)
          ? pass(shown)
          : partial(
              stampedes.some((each) => each.executions > SHARED && isCheap(each))
                ? `requests compute for themselves what costs under ${COSTLY_MS} ms each time`
                : 'some computations are shared, not all: several processes that each compute once would look like this',
              [shown],
            ),
      )
    }),
  ],
})

/** More computations than a service has processes: requests compute each for itself, those that come late excepted. */
const EACH_FOR_ITSELF = 1 / 3
const SHARED = 2
/** A row that is found by its key costs no more than the cache that it is kept in. */
const COSTLY_MS = 5
const isCheap = ({ statementMs = null }: StampedeFact): boolean => statementMs !== null && statementMs < COSTLY_MS
const HOW: Readonly<Record<StampedeFact['how'], string>> = {
  expiry: 'after its key expired',
  'new-key': 'for a new key',
  write: 'after a write',
}

function describe({ endpoint, how, concurrent, executions }: StampedeFact): string {
  return `${endpoint} ${HOW[how]}: ${concurrent} requests, ${tidy(executions)} computations`
}
