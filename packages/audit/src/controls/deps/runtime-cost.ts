import { defineControl } from '../../model/control.ts'

export const depsRuntimeCost = defineControl({
  id: 'deps.runtime-cost',
  title: 'Import/start-up cost of dependencies is known',
  why: 'Protects start time, memory.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'info',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-DEP-04', 'PERF-019'],
  verifiedBy: { load: 'python -X importtime / node --cpu-prof start; top 10 by time and RSS' },
  passesWhen: 'table',
  failsWhen: 'not measured',
  fix: { python: 'lazy import', node: 'lazy import' },
  effortHours: [1, 4],
  checks: [],
})
