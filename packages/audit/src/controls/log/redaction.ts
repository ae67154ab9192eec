import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const logRedaction = defineControl({
  id: 'log.redaction',
  title: 'Secrets and personal data are not logged',
  why: 'Protects log readers, log store.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [532], asvs: ['v5.0.0-16.2.5'], owaspTop10: ['A09:2021', 'A09:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-03', 'B-LOG-01', 'SECURITY-013'],
  verifiedBy: {
    live: 'send canary password/token/card values through login and errors, then search log files/stdout of the target',
    static: 'log calls with password/token/authorization/request.json',
  },
  passesWhen: 'canary values absent from collected logs (collection stated)',
  failsWhen: 'canary found',
  fix: { python: 'logging.Filter redaction', node: 'pino redact paths' },
  effortHours: [1, 4],
  checks: [
    live(['serviceLog'], ({ serviceLog }) =>
      decideTrials(serviceLog, {
        probe: 'log',
        passes: 'searches of the log for what was sent',
        reads: (trial) => trial.name === 'redaction',
        finding: (trial) => ({ message: trial.effect, cwe: [532], confidence: 'confirmed' }),
      }),
    ),
    noTaintedPath({ kinds: ['sensitive-log'], patterns: ['sensitive-log-pattern'], noun: 'log calls' }),
  ],
})
