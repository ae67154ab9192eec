import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'

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
  fix: { any: 'alert rules' },
  effortHours: [4, 16],
  checks: [
    config(['monitoring'], ({ monitoring: { alertRules, receivers, scrapeJobs } }): Outcome => {
      const [first] = alertRules
      const [scrape] = scrapeJobs
      if (first === undefined) {
        if (scrape === undefined)
          return notVerified('no-data', 'no file of the tree configures monitoring; alerts kept elsewhere can be attested')
        return fail(
          configurationFinding({
            file: scrape.file,
            place: scrape,
            key: 'rule_files',
            message: 'Metrics are scraped, and no rule raises an alert',
            cwe: [778],
          }),
        )
      }
      const classes = [...new Set(alertRules.flatMap((rule) => rule.classes))].sort()
      const shown = inventory('classes of alerts', classes, CLASSES, `${alertRules.length} rules`)
      const evidence = configurationEvidence(first.file, first, first.name)
      if (receivers.length === 0) return partial('rules raise alerts; no file of the tree says whom they reach', [evidence, shown])
      return classes.length >= CLASSES
        ? pass(evidence, shown)
        : partial(`rules cover ${classes.join(', ') || 'no known class'}: fewer than ${CLASSES} classes`, [evidence, shown])
    }),
  ],
})

/** Errors, latency, saturation, availability, authentication, certificates: five of six. */
const CLASSES = 5
