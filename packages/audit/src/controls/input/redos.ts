import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputRedos = defineControl({
  id: 'input.redos',
  title: 'No catastrophic regular expressions on input',
  why: 'Protects CPU / event loop.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [1333], asvs: ['v5.0.0-1.3.12'], owaspApi: ['API4:2023'] },
  documents: [],
  verifiedBy: { live: 'pump strings on validated fields: latency growth < 5x', static: 'regex scan (nested quantifiers) on input paths' },
  passesWhen: 'no super-linear growth measured',
  failsWhen: 'latency grows super-linearly',
  fix: { python: 're2 / bounded patterns', node: 're2 / anchored linear patterns' },
  effortHours: [1, 4],
  checks: [
    live(['redos'], ({ redos }) =>
      decideTrials(redos, {
        probe: 'growing texts',
        passes: 'values in which longer texts took no longer time',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [1333] }),
      }),
    ),
    noTaintedPath({ kinds: ['redos'], patterns: ['redos-validator'], noun: 'regular expressions on input' }),
  ],
})
