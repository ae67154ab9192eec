import { defineControl } from '../../model/control.ts'

export const containerReadonlyRootfs = defineControl({
  id: 'container.readonly-rootfs',
  title: 'Root filesystem is read-only with explicit tmpfs/volumes',
  why: 'Protects persistence of an intruder.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [732], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A05:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { config: 'read_only: true / readOnlyRootFilesystem + tmpfs' },
  passesWhen: 'set',
  failsWhen: 'not set (PARTIAL/low)',
  fix: { python: 'read_only: true', node: 'read_only: true' },
  effortHours: [1, 4],
  checks: [],
})
