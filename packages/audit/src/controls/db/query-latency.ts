import { defineControl } from '../../model/control.ts'

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
  fix: { python: 'index / rewrite', node: 'same' },
  effortHours: [4, 16],
  checks: [],
})
