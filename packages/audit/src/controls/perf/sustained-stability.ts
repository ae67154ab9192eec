import { defineControl, load } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { measured, performanceFinding, unusable } from '../load-checks.ts'

export const perfSustainedStability = defineControl({
  id: 'perf.sustained-stability',
  title: 'Latency and errors do not drift in a sustained run',
  why: 'Protects reliability over time.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400, 401], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-LAT-05', 'B-MON-07'],
  verifiedBy: {
    load: '>=30 s smoke, 5-10 min standard, 24 h monitoring mode; per-10 s buckets, drift test on p95 and RSS; post-run recovery',
  },
  passesWhen: 'slope not significant, 100% success',
  failsWhen: 'significant upward drift or failures',
  fix: { python: 'find leak/queue growth', node: 'find leak/queue growth' },
  effortHours: [4, 16],
  checks: [
    load(['performance'], ({ performance: { sustained } }, { budgets }) => {
      const problem = unusable(sustained)
      if (problem !== null) return problem
      const { drift, durationMs, requests, description } = sustained
      if (drift.direction === null) return notVerified('no-data', `${requests} requests are too few to tell a drift`)
      const change = { value: drift.relativeChange, lower: null, upper: null, confidence: 0 }
      const evidence = measured(
        'drift of the median',
        'share',
        change,
        requests,
        budgets.drift,
        `${description}, over ${Math.round(durationMs / 1000)} s`,
      )
      if (drift.direction !== 'rising' || drift.relativeChange <= budgets.drift) return pass(evidence)
      return fail(
        performanceFinding(
          'drift',
          `latency rose by ${Math.round(100 * drift.relativeChange)} % within ${Math.round(durationMs / 1000)} s of even load`,
          evidence,
        ),
      )
    }),
  ],
})
