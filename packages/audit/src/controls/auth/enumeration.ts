import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const authEnumeration = defineControl({
  id: 'auth.enumeration',
  title: 'Failure responses do not reveal whether an account exists',
  why: 'Protects user list / e-mail addresses.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [204, 208], asvs: ['v5.0.0-6.3.8'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-PASS-04'],
  verifiedBy: {
    live: 'compare status, body, header set and latency distribution (>=30 samples each) for known/unknown user on login, register, reset',
  },
  passesWhen: 'identical status+body shape and no significant timing difference (Mann-Whitney p>0.01)',
  failsWhen: 'distinguishable body/status, or timing separates the classes',
  fix: {
    python: 'dummy hash verify when the user is unknown; one message',
    node: 'dummy argon2 verify when the user is unknown; one message',
  },
  effortHours: [1, 4],
  checks: [
    live(['enumeration'], ({ enumeration }) =>
      decideTrials(enumeration, {
        probe: 'users',
        passes: 'operations that answer known and unknown users alike',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [204] }),
      }),
    ),
    noPattern({
      kinds: ['account-told'],
      noun: 'answers of logins',
      whenAbsent: () => notVerified('no-data', 'what logins answer, and how long they take, shows on the running service alone'),
    }),
  ],
})
