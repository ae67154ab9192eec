import { defineControl } from '../../model/control.ts'

export const opsTestGate = defineControl({
  id: 'ops.test-gate',
  title: 'Automated tests exist, pass and gate release',
  why: 'Protects regression.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-OPS-11'],
  verifiedBy: { live: 'import JUnit: passed/failed/skipped; pass rate is shown and < 100% is not "ready"', config: 'test job required' },
  passesWhen: '100% pass of non-quarantined tests; coverage shown',
  failsWhen: 'failing tests in release branch (documents: 88.9% counted as ready)',
  fix: { python: 'pytest + junit', node: 'vitest + junit' },
  effortHours: [4, 16],
  checks: [],
})
