import { defineControl, load } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { againstBudget, measured, performanceFinding, unusable } from '../load-checks.ts'

export const perfErrorRate = defineControl({
  id: 'perf.error-rate',
  title: 'Error rate under nominal load stays below target',
  why: 'Protects reliability.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [703], asvs: ['v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-MET-03', 'B-THR-03'],
  verifiedBy: { load: 'errors/requests with one-sided 95% bound (rule of three: 0/1000 proves < 0.3% only)' },
  passesWhen: 'upper bound < 0.1% (needs >= 3000 requests with 0 errors) (documents: <0.1%, <1%)',
  failsWhen: 'observed > target',
  fix: { python: 'fix 5xx causes', node: 'fix 5xx causes' },
  effortHours: [4, 16],
  checks: [
    load(['performance'], ({ performance: { distribution, sustained } }, { budgets }) => {
      const run = sustained.requests > distribution.requests ? sustained : distribution
      const problem = unusable(run)
      if (problem !== null) return problem
      const classes = Object.entries(run.errorClasses)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')
      const evidence = measured('error rate', 'share', run.errorRate, run.requests, budgets.errorRate, classes || 'no error')
      const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
      const state = againstBudget(run.errorRate, budgets.errorRate)
      if (state === 'inside') return pass(evidence)
      if (state === 'unclear')
        return notVerified(
          'inconclusive',
          `${run.errors} errors in ${run.requests} requests neither keep nor break ${percent(budgets.errorRate)}`,
        )
      return fail(
        performanceFinding(
          'error rate',
          `${run.errors} of ${run.requests} requests failed (${percent(run.errorRate.value)}, budget ${percent(budgets.errorRate)}): ${classes}`,
          evidence,
        ),
      )
    }),
  ],
})
