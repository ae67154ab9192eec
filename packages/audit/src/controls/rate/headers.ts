import { defineControl, live } from '../../model/control.ts'
import { fail, notVerified, partial, pass } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { findingOf, passEvidence } from '../trials.ts'

export const rateHeaders = defineControl({
  id: 'rate.headers',
  title: 'Limit state is told to clients',
  why: 'Protects well-behaved clients.',
  layer: 'application',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [799], asvs: ['v5.0.0-2.4.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-03'],
  verifiedBy: {
    live: 'RateLimit-* (or X-RateLimit-*) on 2xx and Retry-After on 429',
    static: 'limits written in the source that answer 429 without Retry-After',
  },
  passesWhen: 'headers present and numerically consistent over 5 calls',
  failsWhen: 'absent or inconsistent',
  fix: { python: 'RATELIMIT_HEADERS_ENABLED', node: 'headers on by default' },
  effortHours: [1, 4],
  checks: [
    live(['rateLimit', 'loginThrottle'], ({ rateLimit, loginThrottle }) => {
      const [burst] = rateLimit.trials
      const limited = [...rateLimit.trials, ...loginThrottle.trials].filter(
        ({ details }) => Number(details.limitedAt ?? 0) > 0 || Number(details.metAfter ?? 0) > 0,
      )
      if (burst === undefined) return notVerified('no-data', 'no burst was tried')
      const told = String(burst.details.limitHeader ?? '')
      const silent = limited.filter((trial) => trial.details.retryAfter === '')
      const evidence = passEvidence(rateLimit, [burst], { probe: 'limits', passes: 'operations whose limit was looked at' })
      if (limited.length === 0) return told === '' ? notVerified('no-data', 'no limit was met') : pass(...evidence)
      const [first] = silent
      if (first !== undefined)
        return fail(
          findingOf(
            first,
            {
              message: `The 429 of ${first.method} ${first.path} carries no Retry-After`,
              cwe: [799],
              confidence: 'confirmed',
              highlight: 'retry-after',
            },
            'limits',
          ),
        )
      return told === '' ? partial('the 429 carries Retry-After, answers before it tell no limit', evidence) : pass(...evidence)
    }),
    noPattern({ kinds: ['limit-without-retry-after'], noun: 'limits of its own' }),
  ],
})
