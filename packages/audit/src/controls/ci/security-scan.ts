import { defineControl } from '../../model/control.ts'

export const ciSecurityScan = defineControl({
  id: 'ci.security-scan',
  title: 'Security checks run automatically on each change',
  why: 'Protects regression.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1395], asvs: ['v5.0.0-15.1.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-07'],
  verifiedBy: {
    live: 'gate exit code on a seeded bad commit (self-test)',
    config: 'workflow runs SAST/dependency/secret scan or assay gate and fails on it',
  },
  passesWhen: 'job found and blocking',
  failsWhen: 'none or allow-failure',
  fix: { python: 'assay ci', node: 'assay ci' },
  effortHours: [1, 4],
  checks: [],
})
