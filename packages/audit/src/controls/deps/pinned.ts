import { defineControl } from '../../model/control.ts'

export const depsPinned = defineControl({
  id: 'deps.pinned',
  title: 'Dependencies are locked with hashes',
  why: 'Protects reproducible, untampered builds.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1357, 494], asvs: ['v5.0.0-15.2.4'], owaspTop10: ['A08:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-02', 'PERF-018'],
  verifiedBy: { dependency: '== / lock file / integrity hashes; CI uses npm ci / --require-hashes; "Flask 3.0+" open range is FAIL' },
  passesWhen: 'lock present and used in Dockerfile/CI',
  failsWhen: 'open ranges without lock',
  fix: { python: 'pip-compile --generate-hashes / uv lock', node: 'package-lock + npm ci' },
  effortHours: [1, 4],
  checks: [],
})
