import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'

export const opsLogAccess = defineControl({
  id: 'ops.log-access',
  title: 'Log files and sinks are access-controlled',
  why: 'Protects log content.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [532, 732], asvs: ['v5.0.0-16.4.2'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-LOG-03'],
  verifiedBy: { live: '/logs/* not served', config: 'file modes/owner, not in web root, not world readable' },
  passesWhen: 'mode <= 0640 and not served',
  failsWhen: 'world-readable or served',
  fix: { any: 'logrotate create 0640' },
  effortHours: [1, 4],
  checks: [
    live(['exposedPaths'], ({ exposedPaths }) =>
      decideTrials(exposedPaths, {
        probe: 'logs',
        passes: 'places of logs that served none',
        reads: (trial) => trial.name === 'log',
        finding: (trial) => ({ message: `${trial.path} serves the log to anybody`, cwe: [532], severity: 'high', confidence: 'confirmed' }),
      }),
    ),
  ],
})
