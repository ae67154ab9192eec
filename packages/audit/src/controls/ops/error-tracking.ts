import { defineControl, fromSource } from '../../model/control.ts'
import { notVerified, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, unsupported } from '../source-checks.ts'

export const opsErrorTracking = defineControl({
  id: 'ops.error-tracking',
  title: 'Errors are aggregated with context',
  why: 'Protects diagnosis.',
  layer: 'operations',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'read',
  standards: { cwe: [778], asvs: ['v5.0.0-16.3.4'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-MON-04'],
  verifiedBy: { static: 'sentry/rollbar/otel error hook with PII scrub' },
  passesWhen: 'configured',
  failsWhen: 'none (PARTIAL if logs are searchable)',
  fix: { python: 'sentry-sdk', node: '@sentry/node' },
  effortHours: [1, 4],
  checks: [
    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['error-tracking'])
      return (
        unsupported(source) ??
        (seen.count > 0
          ? pass(examinedEvidence(seen, 'places that set up error tracking'))
          : notVerified('inconclusive', 'no error tracking was recognised in the source'))
      )
    }),
  ],
})
