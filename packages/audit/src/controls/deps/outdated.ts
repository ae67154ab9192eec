import { defineControl } from '../../model/control.ts'

export const depsOutdated = defineControl({
  id: 'deps.outdated',
  title: 'Dependencies and runtimes are maintained (not EOL, patch lag within policy)',
  why: 'Protects future fixes.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1104], asvs: ['v5.0.0-15.1.1', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-09', 'B-DEP-02', 'B-DEP-05', 'B-DEP-06', 'PERF-018'],
  verifiedBy: {
    dependency: 'versions behind, days of patch lag for security releases, EOL runtime table, major jumps listed as breaking-change risk',
  },
  passesWhen: 'no EOL runtime; security patch lag <= 30 days',
  failsWhen: 'EOL runtime or lag > 90 days',
  fix: { python: 'renovate', node: 'renovate' },
  effortHours: [1, 4],
  checks: [],
})
