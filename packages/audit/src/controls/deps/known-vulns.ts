import { defineControl } from '../../model/control.ts'

export const depsKnownVulns = defineControl({
  id: 'deps.known-vulns',
  title: 'No known exploitable vulnerability in dependencies',
  why: 'Protects supply chain.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [1395, 1104], asvs: ['v5.0.0-15.2.1', 'v5.0.0-15.1.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-01', 'B-MET-01', 'PERF-017'],
  verifiedBy: {
    dependency:
      'lock file / requirements resolved vs advisory data (offline snapshot date shown), production vs dev scope, direct vs transitive, import reachability; VEX input honoured',
  },
  passesWhen: '0 open critical/high in production scope; data age <= 7 days',
  failsWhen: 'critical/high in production scope with a fix; stale/no data = NOT-VERIFIED (never "tools installed = 80/100")',
  fix: { python: 'pip-audit fix', node: 'npm audit fix / overrides' },
  effortHours: [1, 4],
  checks: [],
})
