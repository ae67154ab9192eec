import { defineControl } from '../../model/control.ts'

export const resCpu = defineControl({
  id: 'res.cpu',
  title: 'CPU headroom at nominal load',
  why: 'Protects capacity.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.2.2'], owaspApi: ['API4:2023'] },
  documents: ['B-RES-01', 'B-RES-05', 'B-MET-03', 'B-THR-06', 'PERF-014'],
  verifiedBy: { load: 'avg/peak CPU of target processes sampled 1 Hz at nominal load; flame summary when profiler available' },
  passesWhen: 'avg < 80% of limit at target RPS',
  failsWhen: 'saturated at target',
  fix: { python: 'profile', node: 'profile' },
  effortHours: [1, 4],
  checks: [],
})
