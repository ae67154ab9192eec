import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const logStructured = defineControl({
  id: 'log.structured',
  title: 'Structured logs with level, time, request id; no print debugging',
  why: 'Protects diagnosis.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [778],
    asvs: ['v5.0.0-16.2.1', 'v5.0.0-16.2.2', 'v5.0.0-16.2.4'],
    owaspTop10: ['A09:2021', 'A09:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-LOG-04', 'B-LOG-05', 'B-LOG-09'],
  verifiedBy: {
    live: 'sample log lines parse as JSON with ts, level, requestId',
    config: 'LOG_LEVEL INFO or WARN in production, not DEBUG',
    static: 'print()/console.log in app code; logging config',
  },
  passesWhen: '>=95% of sampled lines parse; level INFO/WARN',
  failsWhen: 'DEBUG in production, free-text only, prints in handlers',
  fix: { python: 'structlog/python-json-logger', node: 'pino' },
  effortHours: [1, 4],
  checks: [
    live(['serviceLog'], ({ serviceLog }) =>
      decideTrials(serviceLog, {
        probe: 'log',
        passes: 'logs whose lines are structured',
        reads: (trial) => trial.name === 'structured',
        finding: (trial) => ({ message: trial.effect, cwe: [778] }),
      }),
    ),
    noPattern({ kinds: ['debug-print'], noun: 'log calls', examined: ['structured-log'], isHabit: true }),
  ],
})
