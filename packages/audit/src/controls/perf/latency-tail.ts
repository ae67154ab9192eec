import { defineControl, load } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { againstBudget, measured, performanceFinding, tidy, unusable } from '../load-checks.ts'

export const perfLatencyTail = defineControl({
  id: 'perf.latency-tail',
  title: 'p95 latency of the endpoints meets the objective',
  why: 'Protects user experience.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-LAT-01', 'B-LAT-06', 'B-LAT-10', 'B-MET-03', 'B-THR-01', 'B-SCO-02', 'B-SCO-10'],
  verifiedBy: {
    load: '>=1000 requests, open or closed model stated, warm-up discarded, coordinated-omission handling, p50/p95/p99/min/max with 95% CI; 3 repeats',
  },
  passesWhen: 'CI upper bound of p95 < budget (default 100 ms local, hard 500 ms)',
  failsWhen: 'p95 CI lower bound > budget',
  fix: { python: 'profile + fix top frame', node: 'profile + fix top frame' },
  effortHours: [4, 16],
  checks: [
    load(['performance'], ({ performance: { distribution } }, { budgets }) => {
      const { latencyMs, requests, description } = distribution
      const problem = unusable(distribution)
      if (problem !== null || latencyMs === null) return problem ?? notVerified('no-data', 'no request was answered')
      const evidence = measured('p95', 'ms', latencyMs.p95, requests, budgets.p95Ms, description)
      const state = againstBudget(latencyMs.p95, budgets.p95Ms)
      if (state === 'inside') return pass(evidence, measured('p99', 'ms', latencyMs.p99, requests, budgets.p99Ms))
      if (state === 'unclear')
        return notVerified(
          'inconclusive',
          `p95 is ${tidy(latencyMs.p95.value)} ms, and its interval holds the budget of ${budgets.p95Ms} ms`,
        )
      return fail(performanceFinding('p95', `p95 is ${tidy(latencyMs.p95.value)} ms, over the budget of ${budgets.p95Ms} ms`, evidence))
    }),
  ],
})
