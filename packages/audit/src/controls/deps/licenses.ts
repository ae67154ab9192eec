import { defineControl } from '../../model/control.ts'

export const depsLicenses = defineControl({
  id: 'deps.licenses',
  title: 'Licences are known and allowed',
  why: 'Protects legal.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [], asvs: ['v5.0.0-15.1.2'] },
  documents: ['B-DEP-03'],
  verifiedBy: { dependency: 'licence per package from metadata vs policy allow/deny; unknown listed' },
  passesWhen: 'list with 0 denied, unknown <= 2%',
  failsWhen: 'denied licence in production scope',
  fix: { python: 'replace', node: 'replace' },
  effortHours: [1, 4],
  checks: [],
})
