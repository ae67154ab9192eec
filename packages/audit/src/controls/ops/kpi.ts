import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const opsKpi = defineControl({
  id: 'ops.kpi',
  title: 'MTTR, MTTD, incident count, uptime, alert response, false-positive rate are recorded',
  why: 'Protects improvement.',
  layer: 'operations',
  wave: 3,
  severity: 'info',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-MET-04', 'B-MET-05', 'B-MET-06'],
  verifiedBy: { drill: 'MTTD/MTTR from drills', attested: 'imported values with period and source' },
  passesWhen: 'values with source',
  failsWhen: 'absent (info)',
  fix: { python: 'kpi.yaml', node: 'kpi.yaml' },
  effortHours: [1, 4],
  checks: [statedFor('ops.kpi')],
})
