import { defineControl } from '../../model/control.ts'

export const opsChangeManagement = defineControl({
  id: 'ops.change-management',
  title: 'Changes are reviewed and traceable',
  why: 'Protects control.',
  layer: 'operations',
  wave: 1,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [] },
  documents: ['B-OPS-05'],
  verifiedBy: { config: 'branch protection/CODEOWNERS/PR template, CI required, CHANGELOG', attested: 'process link' },
  passesWhen: 'at least review + CI required',
  failsWhen: 'direct pushes',
  fix: { python: 'branch protection', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
