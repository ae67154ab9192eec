import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputHeaderInjection = defineControl({
  id: 'input.header-injection',
  title: 'Input cannot add response headers',
  why: 'Protects responses from being split and caches from being poisoned.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [113], asvs: ['v5.0.0-4.2.4'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: 'encoded line breaks in values that come back in headers, read on a raw socket',
    static: 'request values reach header writers only after line breaks were refused',
  },
  passesWhen: 'no injected header appeared on the wire',
  failsWhen: 'the injected header appears',
  fix: {
    python: 'reject values with \\r or \\n before they reach a header',
    node: 'reject values with \\r or \\n before they reach a header',
  },
  effortHours: [1, 4],
  checks: [
    live(['headerInjection'], ({ headerInjection }) =>
      decideTrials(headerInjection, {
        probe: 'line breaks',
        passes: 'parameters in which a line break made no header',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [113] }),
      }),
    ),
    noTaintedPath({ kinds: ['header-injection'], noun: 'header writes' }),
  ],
})
