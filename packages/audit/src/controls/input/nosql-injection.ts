import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputNosqlInjection = defineControl({
  id: 'input.nosql-injection',
  title: 'Operator injection is impossible',
  why: 'Protects document store and login.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [943], asvs: ['v5.0.0-1.2.4'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-03', 'B-INP-11'],
  verifiedBy: {
    live: '{"$ne":null},{"$gt":""},[$regex] in JSON and query string (a[$ne]=), $where timing',
    static: 'raw request dict passed into find()/filter',
  },
  passesWhen: 'operators rejected or treated as text',
  failsWhen: 'auth bypass or changed result set',
  fix: { python: 'cast to str via schema; mongoengine typed fields', node: 'mongo-sanitize / zod string' },
  effortHours: [1, 4],
  checks: [
    live(['nosqlInjection'], ({ nosqlInjection }) =>
      decideTrials(nosqlInjection, {
        probe: 'operators',
        passes: 'places that took operators as text or refused them',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [943] }),
      }),
    ),
    noTaintedPath({ kinds: ['nosql-injection'], patterns: ['operator-object'], noun: 'document queries' }),
  ],
})
