import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputTypeHandling = defineControl({
  id: 'input.type-handling',
  title: 'Wrong types and boundary values give 4xx, never 5xx',
  why: 'Protects availability and error hygiene.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [20, 704], asvs: ['v5.0.0-15.3.5', 'v5.0.0-1.4.2'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-08', 'B-INP-10'],
  verifiedBy: {
    live: 'fuzz each field: null, array, object, huge number, NaN, negative, unicode, NUL byte, date overflow, duplicate keys, HPP',
  },
  passesWhen: 'no 5xx in the fuzz set (count shown)',
  failsWhen: 'any reproducible 5xx',
  fix: { python: 'strict=True models; handle ValueError/KeyError', node: 'strict schema, no coercion' },
  effortHours: [1, 4],
  checks: [
    live(['typeHandling'], ({ typeHandling }) =>
      decideTrials(typeHandling, {
        probe: 'wrong types',
        same: (trial) => `${trial.method} ${trial.path}`,
        passes: 'parameters in which wrong types gave no failure of the server',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [20] }),
      }),
    ),
    noPattern({
      kinds: ['type-unasked'],
      noun: 'reads of requests',
      whenAbsent: () => notVerified('no-data', 'what values of a wrong type do shows on the running service'),
    }),
  ],
})
