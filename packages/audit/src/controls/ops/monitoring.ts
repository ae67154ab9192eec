import { defineControl, fromSource, live } from '../../model/control.ts'
import { notVerified, partial, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, unsupported } from '../source-checks.ts'
import { passEvidence } from '../trials.ts'
import { scrapeJobs } from './scrape-jobs.ts'

export const opsMonitoring = defineControl({
  id: 'ops.monitoring',
  title: 'Metrics for traffic, errors, latency, saturation are exported',
  why: 'Protects detection.',
  layer: 'operations',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [778], asvs: ['v5.0.0-16.4.3'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-CACHE-11', 'B-MON-01', 'B-MON-06', 'B-MON-08', 'B-KIT-13'],
  verifiedBy: {
    live: '/metrics or OTLP present (access-controlled) with request count, error, duration histogram, pool/cache/limit and business metrics',
    config: 'Prometheus scrape / agent',
  },
  passesWhen: 'the four golden signals found by name with live values changing under load',
  failsWhen: 'none',
  fix: { python: 'prometheus-flask-exporter', node: 'prom-client' },
  effortHours: [4, 16],
  checks: [
    live(['metricsEndpoints'], ({ metricsEndpoints }) => {
      const seen = metricsEndpoints.trials.filter(
        (trial) => trial.saw === 'effect' || trial.details.seenByAdmin === true || trial.details.isRefused === true,
      )
      const [first] = seen
      if (first === undefined)
        return notVerified(
          'inconclusive',
          `none of ${metricsEndpoints.trials.length} usual paths of metrics answered; they may be pushed, or served elsewhere`,
        )
      const names = String(first.details.metricNames)
      const evidence = passEvidence(metricsEndpoints, seen, { probe: 'metrics', passes: 'places of metrics' })
      if (names === '') return partial(`${first.path} exists and is refused to us: which metrics it holds is not known`, evidence)
      const isWhole = /request|http/i.test(names) && /duration|latency|seconds/i.test(names)
      return isWhole ? pass(...evidence) : partial(`the metrics lack requests or durations: ${names.slice(0, 120)}`, evidence)
    }),

    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['metrics'])
      return (
        unsupported(source) ??
        (seen.count > 0
          ? pass(examinedEvidence(seen, 'places that set up metrics'))
          : notVerified('inconclusive', 'no metrics were recognised in the source'))
      )
    }),
    scrapeJobs,
  ],
})
