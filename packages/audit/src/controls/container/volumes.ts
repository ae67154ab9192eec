import { defineControl } from '../../model/control.ts'

export const containerVolumes = defineControl({
  id: 'container.volumes',
  title: 'Mounts are minimal, non-sensitive, read-only where possible, correct owner',
  why: 'Protects host files and data.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [732, 552], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-08', 'B-INF-06'],
  verifiedBy: { config: 'bind mounts of /, /etc, home, source in production; :ro; file modes of mounted secrets' },
  passesWhen: 'mount table reviewed, no sensitive host dir, secrets 0400/0600',
  failsWhen: 'sensitive host dir or world-writable volume',
  fix: { python: 'named volumes, :ro', node: 'named volumes, :ro' },
  effortHours: [1, 4],
  checks: [],
})
