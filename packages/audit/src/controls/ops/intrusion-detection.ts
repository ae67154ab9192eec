import { defineControl } from '../../model/control.ts'

export const opsIntrusionDetection = defineControl({
  id: 'ops.intrusion-detection',
  title: 'Suspicious activity is detected',
  why: 'Protects detection.',
  layer: 'operations',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [778], asvs: ['v5.0.0-16.3.3', 'v5.0.0-6.3.5'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-MON-03', 'B-PLAN-05'],
  verifiedBy: { drill: 'probe burst from this audit appears in the detection output', config: 'fail2ban/WAF/falco/SIEM rule' },
  passesWhen: "the audit's own probe burst was seen",
  failsWhen: 'not seen',
  fix: { python: 'fail2ban / rule on auth events', node: 'kit securityMonitor()' },
  effortHours: [4, 16],
  checks: [],
})
