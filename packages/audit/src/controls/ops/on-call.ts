import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const opsOnCall = defineControl({
  id: 'ops.on-call',
  title: 'On-call rota and escalation path exist',
  why: 'Protects reaction time.',
  layer: 'operations',
  wave: 1,
  severity: 'low',
  strengthNeeded: 'attested',
  standards: { cwe: [] },
  documents: ['B-OPS-07'],
  verifiedBy: { attested: 'rota link, contact test date' },
  passesWhen: 'attestation <= 90 days',
  failsWhen: 'none',
  fix: { python: 'template', node: 'template' },
  effortHours: [1, 4],
  checks: [statedFor('ops.on-call')],
})
