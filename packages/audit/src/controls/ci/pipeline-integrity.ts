import { defineControl } from '../../model/control.ts'

export const ciPipelineIntegrity = defineControl({
  id: 'ci.pipeline-integrity',
  title: 'Pipeline has least privilege and pinned actions',
  why: 'Protects build system.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [829, 494], asvs: ['v5.0.0-15.2.4'], owaspTop10: ['A08:2021', 'A08:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { config: 'permissions:, pinned SHA actions, pull_request_target, secrets in logs' },
  passesWhen: 'no dangerous pattern',
  failsWhen: 'dangerous pattern',
  fix: { python: 'permissions: read-all', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
