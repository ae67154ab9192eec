import { defineControl, fromSource } from '../../model/control.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, patternFinding, patternsOf, unsupported } from '../source-checks.ts'

export const logAuditTrail = defineControl({
  id: 'log.audit-trail',
  title: 'Sensitive operations leave a tamper-evident audit record',
  why: 'Protects accountability.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [778], asvs: ['v5.0.0-16.3.3', 'v5.0.0-16.4.2'], owaspTop10: ['A09:2021', 'A09:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-LOG-06', 'B-PLAN-05', 'B-KIT-11'],
  verifiedBy: {
    live: 'perform one admin action and read the audit record (who, what, when, before/after)',
    static: 'audit writes for role change, delete, export, key issue, config',
  },
  passesWhen: 'record exists, append-only store, hash chain or external sink',
  failsWhen: 'no record',
  fix: { python: 'audit table + after_commit event', node: 'append-only table whose rows carry the hash of the row before' },
  effortHours: [4, 16],
  checks: [
    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['audit-log'])
      const [first, ...rest] = patternsOf(source, ['change-unrecorded']).map((pattern) => patternFinding(pattern))
      if (first !== undefined) return fail(first, ...rest)
      return (
        unsupported(source) ??
        (seen.count > 0
          ? pass(examinedEvidence(seen, 'places that set up audit record'))
          : notVerified('inconclusive', 'no audit record was recognised in the source'))
      )
    }),
  ],
})
