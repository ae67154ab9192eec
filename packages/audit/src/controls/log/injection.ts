import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const logInjection = defineControl({
  id: 'log.injection',
  title: 'Log entries cannot be forged',
  why: 'Protects log integrity.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [117], asvs: ['v5.0.0-16.4.1'], owaspTop10: ['A09:2021', 'A09:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-20'],
  verifiedBy: { live: 'CRLF + fake entry in header/username; inspect log', static: 'f-string logs of raw input in line format' },
  passesWhen: 'control characters escaped',
  failsWhen: 'forged line appears',
  fix: { python: 'JSON formatter', node: 'JSON logger' },
  effortHours: [1, 4],
  checks: [
    live(['serviceLog'], ({ serviceLog }) =>
      decideTrials(serviceLog, {
        probe: 'log',
        passes: 'searches of the log for forged lines',
        reads: (trial) => trial.name === 'forged-line',
        same: ({ method, path }) => `${method} ${path}`,
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [117] }),
      }),
    ),
    noTaintedPath({ kinds: ['log-injection'], noun: 'log calls' }),
  ],
})
