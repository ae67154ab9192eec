import { defineControl } from '../../model/control.ts'

export const opsAlerting = defineControl({
  id: 'ops.alerting',
  title: 'Alerts exist for errors, latency, saturation, auth abuse, certificate expiry; a test alert arrives',
  why: 'Protects detection.',
  layer: 'operations',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [778], asvs: ['v5.0.0-16.3.3'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-MON-02', 'B-MET-04', 'B-PLAN-05'],
  verifiedBy: {
    drill: 'inject fault -> alert fires; detection time (MTTD) and response recorded',
    config: 'alert rules parsed: >=5 classes',
  },
  passesWhen: 'rules + one fired test alert',
  failsWhen: 'no rules',
  fix: { python: 'alert rules', node: 'same' },
  effortHours: [4, 16],
  checks: [],
})
