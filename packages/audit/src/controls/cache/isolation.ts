import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ForeignAnswerFact } from '../../model/facts/cache.ts'
import { type Finding, failIfAny, notVerified, type Outcome } from '../../model/outcome.ts'
import { endpointLocation, finding } from '../database-checks.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'
import { isKept } from './invalidation.ts'

export const cacheIsolation = defineControl({
  id: 'cache.isolation',
  title: 'User-specific entries cannot leak across users',
  why: 'Protects private data.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [488, 524], asvs: ['v5.0.0-14.2.2', 'v5.0.0-14.2.5'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API1:2023'] },
  documents: ['B-CACHE-12'],
  verifiedBy: {
    live: 'two users same URL alternately through cache/proxy; bodies must differ',
    static: 'cache key contains user/tenant for authed data',
  },
  passesWhen: 'no cross-user body in 50 alternations',
  failsWhen: 'cross-user body',
  fix: { python: 'key_prefix with user id; Vary', node: 'vary by user' },
  effortHours: [1, 4],
  checks: [
    live(['caching'], ({ caching }) =>
      decideTrials(caching, {
        probe: 'answers of other users',
        passes: 'private answers that were served to their user alone',
        reads: ({ name }) => !isKept(name),
        finding: (trial) =>
          trial.details.leaks === true
            ? { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [524], severity: 'critical' }
            : null,
      }),
    ),
    live(['cacheBehaviour'], ({ cacheBehaviour: { foreignAnswers = [] } }): Outcome => {
      const findings = [...Map.groupBy(foreignAnswers, ({ endpoint }) => endpoint).values()].map(foreignFinding)
      return failIfAny(findings, () => notVerified('inconclusive', "no cached answer for one thing was seen to be another's"))
    }),
    noPattern({ kinds: ['cache-not-keyed-by-user'], noun: 'cache writes' }),
  ],
})

function foreignFinding(answers: readonly ForeignAnswerFact[]): Finding {
  const [first] = answers
  if (first === undefined) throw new Error('a group is never empty')
  return finding(
    endpointLocation(first),
    `${first.endpoint}: asked for ${first.asked}, it gave out of the cache what it had answered for ${first.told}: the key does not name whose it is`,
    524,
    [
      inventory(
        'answers that name another',
        answers.map(({ asked, told, field }) => `asked for ${asked}, ${field} is ${told}`),
      ),
    ],
    { severity: 'high' },
  )
}
