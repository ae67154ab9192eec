import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authzExcessiveData = defineControl({
  id: 'authz.excessive-data',
  title: 'Responses expose only the fields the caller needs',
  why: 'Protects hashes, secrets, internal ids, PII.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [201, 200],
    asvs: ['v5.0.0-15.3.1', 'v5.0.0-14.2.6', 'v5.0.0-8.2.3'],
    owaspTop10: ['A01:2021', 'A01:2025'],
    owaspApi: ['API3:2023'],
  },
  documents: ['B-DATA-06'],
  verifiedBy: {
    live: 'scan response JSON for password/hash/secret/token/ssn-like keys and values',
    static: 'to_dict()/model dump returned without response schema',
  },
  passesWhen: 'no sensitive keys in sampled responses of all routes',
  failsWhen: 'password hash, token or secret returned',
  fix: { python: 'response_model / marshmallow dump schema', node: 'response schema / serializer (fast-json-stringify)' },
  effortHours: [1, 4],
  checks: [
    live(['dataExposure'], ({ dataExposure }) =>
      decideTrials(dataExposure, {
        probe: 'fields',
        same: (trial) => String(trial.details.fields),
        passes: 'operations whose answers hold no secret field',
        finding: (trial) => ({ message: `${trial.method} ${trial.path}: the answer holds ${trial.details.fields}`, cwe: [201] }),
      }),
    ),
    noTaintedPath({ kinds: ['sensitive-response'], patterns: ['sensitive-response-pattern'], noun: 'responses with stored objects' }),
  ],
})
