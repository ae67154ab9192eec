import { defineControl } from '../../model/control.ts'

export const opsConfigDrift = defineControl({
  id: 'ops.config-drift',
  title: 'Running configuration equals declared configuration',
  why: 'Protects predictability.',
  layer: 'operations',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [15], asvs: ['v5.0.0-13.4.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-CFG-04'],
  verifiedBy: { live: 'probe-derived settings (debug, CORS, limits, headers, TLS) vs repo config; difference list' },
  passesWhen: 'no unexplained difference',
  failsWhen: 'drift',
  fix: { any: 'config as code' },
  effortHours: [4, 16],
  checks: [],
})
