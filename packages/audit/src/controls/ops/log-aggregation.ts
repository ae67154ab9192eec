import { defineControl } from '../../model/control.ts'

export const opsLogAggregation = defineControl({
  id: 'ops.log-aggregation',
  title: 'Logs leave the host, rotate and are retained',
  why: 'Protects investigation.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [778], asvs: ['v5.0.0-16.4.3', 'v5.0.0-16.2.3'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-LOG-02', 'B-LOG-08'],
  verifiedBy: { live: 'canary line found in the sink (opt-in)', config: 'logging driver/shipper, rotation size/age, retention period' },
  passesWhen: 'shipper + rotation + retention stated',
  failsWhen: 'local unbounded files',
  fix: { python: 'json-file max-size / fluent-bit', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
