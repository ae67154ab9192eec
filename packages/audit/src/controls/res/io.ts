import { defineControl } from '../../model/control.ts'

export const resIo = defineControl({
  id: 'res.io',
  title: 'Disk and network I/O are not the bottleneck',
  why: 'Protects capacity.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-RES-03', 'B-RES-04', 'B-MET-03', 'PERF-016'],
  verifiedBy: { load: '/proc/<pid>/io and interface counters during load; bytes/request; fsync/log volume' },
  passesWhen: 'rates reported, < 70% of measured device ceiling',
  failsWhen: 'saturated',
  fix: { python: 'buffer/async log', node: 'buffer/async log' },
  effortHours: [1, 4],
  checks: [],
})
