import { defineControl } from '../../model/control.ts'

export const secretsGitHistory = defineControl({
  id: 'secrets.git-history',
  title: 'No live secret in repository history',
  why: 'Protects secrets already published.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'read',
  standards: { cwe: [540, 798], asvs: ['v5.0.0-13.3.1'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-06'],
  verifiedBy: { static: 'bounded scan of git history blobs' },
  passesWhen: 'scan range and 0 hits, or hits marked rotated',
  failsWhen: 'unrotated hit',
  fix: { python: 'rotate + filter-repo', node: 'same' },
  effortHours: [4, 16],
  checks: [],
})
