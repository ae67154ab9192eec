import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'

export const logSecurityEvents = defineControl({
  id: 'log.security-events',
  title: 'Authentication, authorisation and limit events are logged',
  why: 'Protects detection.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [778, 223],
    asvs: ['v5.0.0-16.3.1', 'v5.0.0-16.3.2', 'v5.0.0-16.3.3'],
    owaspTop10: ['A09:2021', 'A09:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-AUTHZ-04', 'B-LOG-07', 'B-KIT-11'],
  verifiedBy: {
    live: 'fail login, use bad token, hit 403 and 429; find one event each with user/ip/result',
    static: 'log calls in auth and limiter handlers',
  },
  passesWhen: 'each of the 5 event types found in the log within 5 s',
  failsWhen: 'missing event type',
  fix: { python: 'signal handlers -> security logger', node: 'pino child logger with an event field in each authentication hook' },
  effortHours: [1, 4],
  checks: [
    live(['serviceLog'], ({ serviceLog }) =>
      decideTrials(serviceLog, {
        probe: 'log',
        passes: 'logs that hold security events',
        reads: (trial) => trial.name === 'security-events',
        finding: (trial) => ({ message: `No failed login is logged: ${trial.effect}`, cwe: [778] }),
      }),
    ),
  ],
})
