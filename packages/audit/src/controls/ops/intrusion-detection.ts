import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence } from '../configuration-place.ts'

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
  fix: { python: 'fail2ban / rule on auth events', node: 'count refused logins and forbidden answers by address and alert on a rate' },
  effortHours: [4, 16],
  checks: [
    config(['monitoring'], ({ monitoring: { intrusionDetection } }): Outcome => {
      const [first] = intrusionDetection
      if (first === undefined)
        return notVerified('no-data', 'no file of the tree configures a detection of intrusion; what the platform does can be attested')
      return pass(
        configurationEvidence(first.file, first, first.name),
        inventory('detectors', [...new Set(intrusionDetection.map(({ name }) => name))]),
      )
    }),
  ],
})
