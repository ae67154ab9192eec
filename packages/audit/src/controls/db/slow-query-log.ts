import { defineControl } from '../../model/control.ts'

export const dbSlowQueryLog = defineControl({
  id: 'db.slow-query-log',
  title: 'Slow query logging is on',
  why: 'Protects diagnosis.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [778], asvs: ['v5.0.0-16.1.1'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-DB-05'],
  verifiedBy: { config: 'log_min_duration_statement / slow_query_log / profile level' },
  passesWhen: 'threshold set',
  failsWhen: 'off',
  fix: { python: 'log_min_duration_statement=200', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
