import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputDynamicCode = defineControl({
  id: 'input.dynamic-code',
  title: 'No eval/exec/Function on data',
  why: 'Protects the process.',
  layer: 'application',
  wave: 2,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [95, 94], asvs: ['v5.0.0-1.3.2'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-13'],
  verifiedBy: {
    live: 'arithmetic marker 7*7 in parameters',
    static: 'eval, exec, compile, new Function, vm.runIn*, pickle-free; taint from request raises to critical, otherwise medium',
  },
  passesWhen: 'no call site, or reviewed with suppression',
  failsWhen: 'tainted call site or marker evaluated',
  fix: { python: 'ast.literal_eval / dispatch table', node: 'JSON.parse / dispatch map' },
  effortHours: [1, 4],
  checks: [
    live(['dynamicCode'], ({ dynamicCode }) =>
      decideTrials(dynamicCode, {
        probe: 'expressions',
        passes: 'parameters in which no expression was evaluated',
        finding: (trial) => ({ message: `${placeOf(trial)}: an expression in the value is evaluated`, cwe: [95] }),
      }),
    ),
    noTaintedPath({ kinds: ['code-injection', 'unsafe-reflection'], noun: 'dynamic code calls' }),
  ],
})
