import { defineControl } from '../../model/control.ts'

export const opsCapacity = defineControl({
  id: 'ops.capacity',
  title: 'Capacity limit and scaling behaviour are known',
  why: 'Protects load spikes.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-CON-07', 'B-CON-08'],
  verifiedBy: { load: 'knee from perf.throughput; spike test 5x; scale-out config (replicas/HPA); headroom = knee/expected peak' },
  passesWhen: 'headroom >= 2 and spike recovery measured',
  failsWhen: 'unknown knee',
  fix: { python: 'replicas', node: 'replicas' },
  effortHours: [4, 16],
  checks: [],
})
