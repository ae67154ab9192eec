import { defineControl, load } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notVerified, pass } from '../../model/outcome.ts'
import { measured, performanceFinding, tidy, unusable } from '../load-checks.ts'

export const perfEndpointOutliers = defineControl({
  id: 'perf.endpoint-outliers',
  title: 'No endpoint is disproportionately slow',
  why: 'Protects slow routes hidden in averages.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-LAT-02', 'B-REP-02', 'B-REP-23'],
  verifiedBy: { load: '>=100 requests per endpoint, interleaved order; table with ratio to the fastest (health) and to the median' },
  passesWhen: 'table present; outliers (> 5x median and > budget) explained',
  failsWhen: 'outlier without explanation',
  fix: { python: 'route-level profiling', node: 'route-level profiling' },
  effortHours: [4, 16],
  checks: [
    load(['performance'], ({ performance: { endpoints } }, { budgets }) => {
      const usable = endpoints.flatMap((endpoint) =>
        unusable(endpoint) === null && endpoint.latencyMs !== null
          ? [{ name: endpoint.name, requests: endpoint.requests, p50: endpoint.latencyMs.p50 }]
          : [],
      )
      if (usable.length < 2) return notVerified('no-data', `${usable.length} endpoints were measured; a comparison needs two`)
      const medians = usable.map(({ p50 }) => p50.value).toSorted((a, b) => a - b)
      const typical = medians[Math.floor(medians.length / 2)] ?? 0
      const limit = Math.max(budgets.outlierFactor * typical, budgets.p95Ms / 2)
      const slow = usable.filter(({ p50 }) => (p50.lower ?? p50.value) > limit)
      const findings = slow.map(({ name, p50, requests }) =>
        performanceFinding(
          name,
          `${name} takes ${tidy(p50.value)} ms at the median, ${tidy(p50.value / Math.max(typical, 0.001))} times the typical endpoint`,
          measured('p50', 'ms', p50, requests, tidy(limit)),
        ),
      )
      return failIfAny(findings, () =>
        pass(
          inventory(
            'endpoints compared',
            usable.map(({ name, p50 }) => `${name}  p50 ${tidy(p50.value)} ms`),
          ),
        ),
      )
    }),
  ],
})
