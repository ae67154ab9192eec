import { defineControl } from '../../model/control.ts'

export const perfErrorRate = defineControl({
  id: 'perf.error-rate',
  title: 'Error rate under nominal load stays below target',
  why: 'Protects reliability.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [703], asvs: ['v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-MET-03', 'B-THR-03'],
  verifiedBy: { load: 'errors/requests with one-sided 95% bound (rule of three: 0/1000 proves < 0.3% only)' },
  passesWhen: 'upper bound < 0.1% (needs >= 3000 requests with 0 errors) - seeds: <0.1%, <1%',
  failsWhen: 'observed > target',
  fix: { python: 'fix 5xx causes', node: 'fix 5xx causes' },
  effortHours: [4, 16],
  checks: [],
})
