import { defineControl, live, load } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DatabaseFact, EndpointQueries } from '../../model/facts/database.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { endpointLocation, evidenceOfStatement, finding, measurement, returnsTooMuch, rowsSentTo } from '../database-checks.ts'
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
    live(['database'], ({ database }): Outcome => {
      const findings = database.endpoints.flatMap((endpoint) => tooMuchFindings(endpoint, database))
      return failIfAny(findings, () => notVerified('inconclusive', 'no endpoint was seen to read thousands of rows for one answer'))
    }),
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

/** Thousands of rows for each request: given out as they are, without a page, or read to be thrown away by the service. */
function tooMuchFindings(endpoint: EndpointQueries, database: DatabaseFact): Finding[] {
  const kind = returnsTooMuch(endpoint)
  const sent = rowsSentTo(endpoint)
  const { answer = null } = endpoint
  if (kind === null || sent === null || answer === null) return []
  const rows = Math.round(sent.rows)
  return [
    finding(
      endpointLocation(endpoint),
      kind === 'whole'
        ? `${endpoint.endpoint} answers with all of ${rows} rows at once (${Math.round(answer.bytes / 1024)} KiB), and no parameter of it makes the answer shorter`
        : `${endpoint.endpoint} reads ${rows} rows from the database for each request and answers with ${answer.items} things: the service throws away what the database could have left out`,
      kind === 'whole' ? 770 : 1049,
      [
        measurement('rows sent to the service for a request', rows, 'rows', endpoint.requests),
        ...evidenceOfStatement(database, sent.statement),
      ],
      { confidence: kind === 'whole' ? 'confirmed' : 'likely' },
    ),
  ]
}
