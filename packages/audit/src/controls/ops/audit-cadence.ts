import { config, defineControl } from '../../model/control.ts'
import { notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { lineEvidence, stepsThat } from '../ci/pipelines.ts'
import { SCANNERS } from '../ci/scanners.ts'
import { configurationEvidence } from '../configuration-place.ts'

export const opsAuditCadence = defineControl({
  id: 'ops.audit-cadence',
  title: 'Audits recur and results are compared',
  why: 'What was clean once stays so only until the next change or the next advisory.',
  layer: 'operations',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [] },
  documents: [
    'B-DEP-07',
    'B-OPS-12',
    'B-SCO-01',
    'B-SCO-04',
    'B-SCO-08',
    'B-SCO-09',
    'B-REP-06',
    'B-REP-08',
    'B-REP-09',
    'B-REP-13',
    'B-REP-14',
    'B-REP-15',
    'B-REP-22',
    'B-REP-23',
    'B-REP-24',
    'B-REP-25',
  ],
  verifiedBy: { config: 'scheduled CI audit; baseline file; next review date in report (seeds: quarterly / 3 months)' },
  passesWhen: 'last run <= 90 days + baseline diff',
  failsWhen: 'one-off',
  fix: { any: 'schedule: cron' },
  effortHours: [1, 4],
  checks: [
    config(['pipelines'], ({ pipelines }): Outcome => {
      const timed = pipelines.filter(({ triggers }) => triggers.some(({ name }) => name === 'schedule'))
      const scans = stepsThat(timed, SCANNERS)
      const [scan] = scans
      if (scan === undefined) return notVerified('no-data', 'no pipeline of the tree audits by the clock')
      const clock = scan.pipeline.triggers.find(({ name }) => name === 'schedule')
      const evidence = [
        lineEvidence(scan),
        ...(clock === undefined ? [] : [configurationEvidence(scan.pipeline.file, clock, 'schedule')]),
      ] as const
      // These keep what they found and show what is new since.
      const compares =
        stepsThat(timed, /--baseline|codeql-action|upload-sarif|scorecard-action|sonar|snyk\s+monitor|dependency-track/i).length > 0
      return compares ? pass(...evidence) : partial('an audit runs by the clock; nothing compares it with the one before', evidence)
    }),
  ],
})
