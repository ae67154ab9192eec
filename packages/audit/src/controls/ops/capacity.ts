import { bottleneckOf } from '../../model/bottleneck.ts'
import { defineControl, load } from '../../model/control.ts'
import type { MeasurementEvidence } from '../../model/evidence.ts'
import type { SpikeFact } from '../../model/facts/load.ts'
import { fail, notVerified, partial, pass } from '../../model/outcome.ts'
import { measured, performanceFinding, tidy } from '../load-checks.ts'

/** The catalogue: the service bears twice the expected peak. */
const HEADROOM = 2

export const opsCapacity = defineControl({
  id: 'ops.capacity',
  title: 'Capacity limit and scaling behaviour are known',
  why: 'Protects load spikes.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-CON-07', 'B-CON-08'],
  verifiedBy: { load: 'knee from perf.throughput; spike test 5x; scale-out config (replicas/HPA); headroom = knee/expected peak' },
  passesWhen: 'headroom >= 2 and spike recovery measured',
  failsWhen: 'unknown knee',
  fix: { python: 'replicas', node: 'replicas' },
  effortHours: [4, 16],
  checks: [
    load(['capacity'], ({ capacity }, { budgets }) => {
      const { found, spike } = capacity
      if (found.void !== null) return notVerified('inconclusive', `the knee is not the service's: ${found.void}`)
      const estimate = { value: found.ratePerSecond, lower: found.lower, upper: found.upper, confidence: 0.9 }
      const requests = found.probes.reduce((sum, probe) => sum + probe.requests, 0)
      const limit = bottleneckOf(capacity, undefined)
      const knee = measured(
        `highest rate with p95 under ${found.slo.limitMs} ms`,
        'requests/s',
        estimate,
        requests,
        HEADROOM * budgets.requestsPerSecond,
        limit === null ? '' : `limited by ${limit.name}: ${limit.because}`,
      )
      const recovery = recoveryOf(spike)
      const headroom = found.ratePerSecond / budgets.requestsPerSecond
      if (found.upper < budgets.requestsPerSecond)
        return fail(
          performanceFinding(
            'capacity',
            `the service bears ${tidy(found.ratePerSecond)} requests a second, under the target of ${budgets.requestsPerSecond}`,
            knee,
          ),
        )
      if (spike.recoveryMs === null)
        return fail(
          performanceFinding(
            'spike',
            `${spike.watchedMs / 1000} s after a spike of ${tidy(spike.ratePerSecond)} requests a second one user is not served as before`,
            recovery,
          ),
        )
      if (found.misfit) return partial('the probes contradict the model, so the figure is rough', [knee, recovery])
      if (headroom < HEADROOM) return partial(`headroom is ${tidy(headroom)} times the target, under ${HEADROOM}`, [knee, recovery])
      return pass(knee, recovery)
    }),
  ],
})

function recoveryOf(spike: SpikeFact): MeasurementEvidence {
  const { ratePerSecond, durationMs, requests, failed, recoveryMs, watchedMs } = spike
  const failures = Object.entries(failed).map(([how, count]) => `${count} × ${how}`)
  return {
    kind: 'measurement',
    metric: recoveryMs === null ? 'time watched after a spike, not recovered' : 'recovery after a spike',
    value: recoveryMs ?? watchedMs,
    unit: 'ms',
    samples: requests,
    note: `${tidy(ratePerSecond)} requests a second for ${durationMs / 1000} s; ${failures.length === 0 ? 'all answered' : `failed: ${failures.join(', ')}`}`,
  }
}
