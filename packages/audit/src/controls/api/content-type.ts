import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const apiContentType = defineControl({
  id: 'api.content-type',
  title: 'Wrong content types are refused and responses are typed',
  why: 'Protects parser confusion, CSRF via text/plain.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [436, 20], asvs: ['v5.0.0-4.1.1', 'v5.0.0-3.5.1'], owaspTop10: ['A03:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-API-03'],
  verifiedBy: {
    live: 'JSON as text/plain / form / XML / no type -> 415/400; response Content-Type + charset correct; duplicate/garbled types',
    static: 'parsers that are told to read JSON under other types, bodies that are parsed and nobody asks for their type',
  },
  passesWhen: 'bypass attempts refused',
  failsWhen: 'body processed under a wrong type',
  fix: { python: 'request.is_json strict (no force=True)', node: 'content-type parser allow-list' },
  effortHours: [1, 4],
  checks: [
    live(['contentTypes'], ({ contentTypes }) =>
      decideTrials(contentTypes, {
        probe: 'content types',
        same: (trial) => (trial.details.isFailure === true ? `${trial.path} fails` : 'taken'),
        passes: 'bodies of a wrong type that were refused',
        finding: (trial) => {
          if (trial.details.isFailure === true) return { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [20] }
          const isCsrf = trial.name === 'text/plain' && trial.details.usesCookies === true
          return { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [436], severity: isCsrf ? 'medium' : 'low' }
        },
      }),
    ),
    noPattern({
      kinds: ['body-type-unasked'],
      noun: 'readers of bodies',
      severityOf: () => 'low',
      whenAbsent: () => notVerified('no-data', 'what is taken under a wrong type shows on the running service'),
    }),
  ],
})
