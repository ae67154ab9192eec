import { defineControl, load } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notVerified, pass } from '../../model/outcome.ts'
import { againstBudget, measured, performanceFinding, tidy, unusable } from '../load-checks.ts'

export const dbQueryLatency = defineControl({
  id: 'db.query-latency',
  title: 'Query time is within budget',
  why: 'Protects latency.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-03', 'B-DB-10', 'B-MET-03', 'B-THR-04', 'B-PLAN-10', 'PERF-001', 'PERF-005'],
  verifiedBy: {
    live: 'query timings from DB stats/log for audited routes, else route-level estimate marked indirect',
    load: '>=50 samples per list query',
  },
  passesWhen: 'p95 < 50 ms (documents; target < 20 ms list)',
  failsWhen: 'p95 above budget',
  fix: { any: 'index / rewrite' },
  effortHours: [4, 16],
  checks: [
    load(['performance'], ({ performance: { database } }, { budgets }) => {
      if (!database.assessed) return notVerified('no-data', database.because)
      const usable = database.endpoints.flatMap((endpoint) =>
        unusable(endpoint) === null && endpoint.latencyMs !== null
          ? [{ name: endpoint.name, requests: endpoint.requests, p95: endpoint.latencyMs.p95 }]
          : [],
      )
      const [first] = usable
      if (first === undefined) return notVerified('no-data', 'no endpoint that asks the database could be measured')
      const findings = usable
        .filter(({ p95 }) => againstBudget(p95, budgets.queryMs) === 'outside')
        .map(({ name, p95, requests }) =>
          performanceFinding(
            name,
            `${name} takes ${tidy(p95.value)} ms at p95, one request at a time; the budget with its queries is ${budgets.queryMs} ms`,
            measured('p95', 'ms', p95, requests, budgets.queryMs),
          ),
        )
      const unclear = usable.filter(({ p95 }) => againstBudget(p95, budgets.queryMs) === 'unclear')
      return failIfAny(findings, () =>
        unclear.length === usable.length
          ? notVerified(
              'inconclusive',
              `the intervals of ${unclear.map(({ name }) => name).join(', ')} hold the budget of ${budgets.queryMs} ms`,
            )
          : pass(
              inventory(
                'endpoints with their queries inside the budget',
                usable.filter((endpoint) => !unclear.includes(endpoint)).map(({ name, p95 }) => `${name}  p95 ${tidy(p95.value)} ms`),
                usable.length,
              ),
            ),
      )
    }),
  ],
})
