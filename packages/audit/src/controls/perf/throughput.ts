import { defineControl, live, load } from '../../model/control.ts'
import type { CrowdFact } from '../../model/facts/database.ts'
import { fail, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { endpointLocation, finding, measurement } from '../database-checks.ts'
import { measured, performanceFinding, tidy, unusable } from '../load-checks.ts'

export const perfThroughput = defineControl({
  id: 'perf.throughput',
  title: 'Sustained throughput meets the target at acceptable latency',
  why: 'Protects capacity.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-13.1.2'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-09', 'B-LAT-03', 'B-LAT-04', 'B-LAT-06', 'B-LAT-07', 'B-THR-02', 'PERF-012'],
  verifiedBy: { load: "stepped concurrency 1..N; knee by latency; RPS at SLO; Little's-law consistency check (RPS*mean ~ concurrency)" },
  passesWhen: 'RPS at SLO >= target (documents: target 50, 100; scenario 500/100/50)',
  failsWhen: 'target missed or client saturated (then NOT-VERIFIED)',
  fix: { python: 'workers/async/pool sizing', node: 'cluster/pool sizing' },
  effortHours: [4, 16],
  checks: [
    live(['database'], ({ database: { crowds = [] } }): Outcome => {
      const findings = crowds
        .filter(isOneByOne)
        .map((crowd) =>
          finding(
            endpointLocation(crowd),
            `Requests to ${crowd.endpoint} wait for one another: each locks the same row and keeps it for further statements; of ${crowd.concurrent} at once up to ${crowd.mostWaiting} waited`,
            667,
            [measurement('share of the connections at work that waited for a lock', crowd.waitShare, '', crowd.concurrent)],
            { confidence: 'likely' },
          ),
        )
      return failIfAny(findings, () => notVerified('inconclusive', 'throughput is judged by the load tests'))
    }),
    load(['performance'], ({ performance: { concurrent } }, { budgets }) => {
      const problem = unusable(concurrent)
      if (problem !== null) return problem
      const { ratePerSecond, requests, description, latencyMs } = concurrent
      const rate = { value: ratePerSecond, lower: null, upper: null, confidence: 0 }
      const evidence = measured('throughput', 'requests/s', rate, requests, budgets.requestsPerSecond, description)
      if (ratePerSecond < budgets.requestsPerSecond) {
        return fail(
          performanceFinding(
            'throughput',
            `50 users get ${tidy(ratePerSecond)} requests a second, under the target of ${budgets.requestsPerSecond}`,
            evidence,
          ),
        )
      }
      if (latencyMs !== null && (latencyMs.p95.lower ?? 0) > budgets.p95HardMs) {
        return notVerified(
          'inconclusive',
          `${tidy(ratePerSecond)} requests a second, but p95 is ${tidy(latencyMs.p95.value)} ms under 50 users`,
        )
      }
      return pass(evidence)
    }),
  ],
})

/** A read that everybody has to take turns for; writes of one thing take turns as they should. */
const ONE_BY_ONE = { waitShare: 0.5, heldShare: 0.5, mostWaiting: 4 }

function isOneByOne({ method, waitShare, heldShare, mostWaiting }: CrowdFact): boolean {
  return method === 'GET' && waitShare >= ONE_BY_ONE.waitShare && heldShare >= ONE_BY_ONE.heldShare && mostWaiting >= ONE_BY_ONE.mostWaiting
}
