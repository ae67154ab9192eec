import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ProbeFact } from '../../model/facts/service.ts'
import { notApplicable, type Outcome } from '../../model/outcome.ts'
import { SERVICE_IN_PYTHON } from '../../model/words.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputPrototypePollution = defineControl({
  id: 'input.prototype-pollution',
  title: 'JS objects cannot be polluted through input',
  why: 'Protects node process.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [1321], asvs: ['v5.0.0-15.3.6'], owaspTop10: ['A08:2021', 'A08:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: '__proto__/constructor.prototype JSON and query; check side effect on a later response',
    static: 'lodash.merge/set/deep-assign on req.body; qs depth',
  },
  passesWhen: 'no side effect (N/A for Python targets)',
  failsWhen: 'polluted property observed',
  fix: { python: 'n/a', node: 'Object.create(null)/Map; reject __proto__ (secure-json-parse)' },
  effortHours: [1, 4],
  checks: [
    live(
      ['prototypePollution'],
      ({ prototypePollution }) =>
        writtenInPython(prototypePollution) ??
        decideTrials(prototypePollution, {
          probe: 'prototypes',
          passes: 'bodies that left prototypes alone',
          finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [1321] }),
        }),
    ),
    noTaintedPath({ kinds: ['prototype-pollution'], noun: 'merges of request objects' }),
  ],
})

function writtenInPython({ trials, notTried }: ProbeFact): Outcome | null {
  const told = trials.length > 0 ? undefined : notTried.find(({ what }) => what === SERVICE_IN_PYTHON)
  return told === undefined ? null : notApplicable(told.because, inventory('what the source says of the language', [told.because]))
}
