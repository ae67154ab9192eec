import { defineControl } from '../../model/control.ts'

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
  checks: [],
})
