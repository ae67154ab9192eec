import { defineControl } from '../../model/control.ts'

export const containerBaseImage = defineControl({
  id: 'container.base-image',
  title: 'Base image is pinned, small, supported and trusted',
  why: 'Protects supply chain.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1357, 1104], asvs: ['v5.0.0-15.2.4', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-01', 'B-INF-11', 'SECURITY-017'],
  verifiedBy: {
    config:
      'FROM with digest or exact tag, not latest; EOL table; slim/distroless; image size when known (a reference document saw 14.1 GB)',
  },
  passesWhen: 'pinned by digest, supported release, size < 1 GB or explained',
  failsWhen: 'latest/no tag, EOL base',
  fix: { python: 'python:3.12-slim@sha256', node: 'node:22-slim@sha256' },
  effortHours: [1, 4],
  checks: [],
})
