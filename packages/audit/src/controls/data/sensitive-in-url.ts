import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const dataSensitiveInUrl = defineControl({
  id: 'data.sensitive-in-url',
  title: 'No credentials or PII in URLs',
  why: 'Protects logs, history, referrers.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [598], asvs: ['v5.0.0-14.2.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { live: 'API key in query is refused', static: '?token= ?api_key= ?password= handlers and clients' },
  passesWhen: 'no such parameter accepted',
  failsWhen: 'credential accepted in query',
  fix: { python: 'header only', node: 'header only' },
  effortHours: [1, 4],
  checks: [
    live(['credentialsInUrl'], ({ credentialsInUrl }) =>
      decideTrials(credentialsInUrl, {
        probe: 'token in the address',
        passes: 'parameters in which the token was not taken',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [598] }),
      }),
    ),
    live(['apiKeys'], ({ apiKeys }) =>
      decideTrials(apiKeys, {
        probe: 'key in the address',
        passes: 'keys that were refused in the address',
        reads: ({ name }) => name === 'in the address',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [598] }),
      }),
    ),
    noPattern({ kinds: ['secret-in-url'], noun: 'addresses with values' }),
  ],
})
