import { defineControl } from '../../model/control.ts'

export const opsPatchCadence = defineControl({
  id: 'ops.patch-cadence',
  title: 'Vulnerability intake and patch deadlines are defined and met',
  why: 'Protects exposure time.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1104], asvs: ['v5.0.0-15.1.1', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-06', 'B-DEP-08'],
  verifiedBy: { config: 'renovate/dependabot', dependency: 'age of open fixable findings vs policy (critical 7 d, high 30 d)' },
  passesWhen: 'no overdue finding',
  failsWhen: 'overdue',
  fix: { python: 'dependabot', node: 'dependabot' },
  effortHours: [1, 4],
  checks: [],
})
