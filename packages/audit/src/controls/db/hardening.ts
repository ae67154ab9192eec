import { defineControl } from '../../model/control.ts'

export const dbHardening = defineControl({
  id: 'db.hardening',
  title: 'Database server uses a production security configuration',
  why: 'Protects all data.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [1188, 306], asvs: ['v5.0.0-13.2.1', 'v5.0.0-12.3.1'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-05', 'B-DB-11'],
  verifiedBy: {
    live: 'unauthenticated connect attempt to the declared DB host',
    config:
      'pg_hba trust, listen_addresses, password_encryption scram, Mongo --auth, MySQL skip-grant; log_statement/slow log; statement_timeout',
  },
  passesWhen: 'checklist per engine with evidence',
  failsWhen: 'trust/no auth (critical), default config (PARTIAL)',
  fix: { python: 'scram-sha-256, statement_timeout', node: 'same' },
  effortHours: [4, 16],
  checks: [],
})
