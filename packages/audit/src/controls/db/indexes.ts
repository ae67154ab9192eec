import { defineControl } from '../../model/control.ts'

export const dbIndexes = defineControl({
  id: 'db.indexes',
  title: 'Filtered, joined and sorted columns are indexed; plans have no large sequential scan',
  why: 'Protects latency growth.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-03', 'B-DB-04', 'PERF-001', 'PERF-006'],
  verifiedBy: {
    live: 'EXPLAIN (opt-in DB URL) for captured queries; unused/duplicate index list',
    static: 'model columns used in filters vs index declarations',
  },
  passesWhen: 'every hot filter indexed; plans attached',
  failsWhen: 'seq scan > 10k rows on hot path',
  fix: { any: 'db.Index(...)' },
  effortHours: [4, 16],
  checks: [],
})
