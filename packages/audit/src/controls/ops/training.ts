import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const opsTraining = defineControl({
  id: 'ops.training',
  title: 'Operators are trained on procedures',
  why: 'Protects people.',
  layer: 'operations',
  wave: 1,
  severity: 'low',
  strengthNeeded: 'attested',
  standards: { cwe: [] },
  documents: ['B-OPS-09'],
  verifiedBy: { attested: 'names/roles, topic, date' },
  passesWhen: 'attestation <= 12 months',
  failsWhen: 'none',
  fix: { python: 'record', node: 'record' },
  effortHours: [1, 4],
  checks: [statedFor('ops.training')],
})
