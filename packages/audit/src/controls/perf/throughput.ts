import { defineControl, load } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
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
