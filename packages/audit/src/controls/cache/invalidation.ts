import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { InvalidationFact } from '../../model/facts/cache.ts'
import { failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { endpointLocation, finding, measurement, span } from '../database-checks.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

/** Trials of what was told or allowed after it had changed. */
export const isKept = (name: string): boolean => name === 'kept membership' || name === 'kept profile'

export const cacheInvalidation = defineControl({
  id: 'cache.invalidation',
  title: 'Writes invalidate the right entries',
  why: 'Protects correct data.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [524], asvs: ['v5.0.0-14.2.2'] },
  documents: ['B-CACHE-03', 'PERF-009'],
  verifiedBy: {
    live: 'read, write, read: staleness time <= declared TTL/0; other keys untouched',
    static: 'invalidate calls on write paths',
  },
  passesWhen: 'staleness measured within policy',
  failsWhen: 'stale beyond policy',
  fix: { python: 'cache.delete on commit', node: 'bentocache tags: deleteByTag after the commit of a write' },
  effortHours: [4, 16],
  checks: [
    live(['caching'], ({ caching }): Outcome => {
      const outcome = decideTrials(caching, {
        probe: 'members who were taken out, and profiles that were changed',
        passes: 'members who were refused as soon as they were taken out, and answers that told a change at once',
        reads: ({ name }) => isKept(name),
        finding: (trial) => ({
          message: `${trial.method} ${trial.path}: ${trial.effect}`,
          cwe: [trial.name === 'kept profile' ? 524 : 613],
          ...(trial.name === 'kept profile' ? {} : { severity: 'high' as const }),
        }),
      })
      // That one kind of entry goes in time says nothing of the others.
      return outcome.outcome === 'fail' ? outcome : notVerified('no-data', 'no answer was seen that was kept after a change')
    }),
    live(['cacheBehaviour'], ({ cacheBehaviour }): Outcome => {
      const { invalidations, notTried } = cacheBehaviour
      const findings = invalidations
        .filter(isStale)
        .map((each) =>
          finding(
            endpointLocation(each),
            `${each.read} told the old value for ${each.becameFresh ? span(each.staleMs) : `more than ${span(each.staleMs)}`} after ${each.write} had changed it${each.ttlSeconds === null ? '' : ` (its key lives ${each.ttlSeconds} s)`}`,
            524,
            [
              measurement(
                'time until the new value was read',
                each.staleMs,
                'ms',
                1,
                each.becameFresh ? undefined : 'the look was ended before it was',
              ),
            ],
          ),
        )
      return failIfAny(findings, () => {
        if (invalidations.length > 0)
          return pass(
            inventory(
              'cached endpoints that showed a change',
              invalidations.map((each) => `${each.read} after ${each.write}: ${span(each.staleMs)}`),
            ),
          )
        const told = notTried.find(({ what }) => what.startsWith('a write under'))
        return notVerified(told?.reason ?? 'no-data', told?.because ?? 'no driven endpoint was seen to be answered from a cache')
      })
    }),
    noPattern({ kinds: ['cache-not-invalidated'], noun: 'cached rows that are deleted' }),
  ],
})

/** So long people take an old value for a slow page. */
const TOLERATED_MS = 5000

function isStale({ staleMs, declaredMaxAgeSeconds }: InvalidationFact): boolean {
  return staleMs > TOLERATED_MS && staleMs > 1000 * (declaredMaxAgeSeconds ?? 0)
}
