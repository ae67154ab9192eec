import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const authAccountState = defineControl({
  id: 'auth.account-state',
  title: 'Disabled, deleted or demoted users lose access immediately',
  why: 'Protects ex-staff and banned accounts.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [613, 863],
    asvs: ['v5.0.0-7.4.2', 'v5.0.0-8.3.2'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023', 'API5:2023'],
  },
  documents: ['B-AUTH-09', 'B-AUTHZ-02'],
  verifiedBy: {
    live: 'disable the test user through the admin API, reuse its token; demote role and call admin route',
    static: 'login or verify path checks the column for the state of the account',
  },
  passesWhen: 'disabled user 401/403 on the next request',
  failsWhen: 'token of a disabled/demoted user still works until exp',
  fix: { python: 'user_lookup_loader checking is_active and token version', node: 'load session version per request (cached <= 30 s)' },
  effortHours: [4, 16],
  checks: [
    live(['accountState'], ({ accountState }) =>
      decideTrials(accountState, {
        probe: 'disabled users',
        passes: 'users who were refused as soon as they were disabled',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [613] }),
      }),
    ),
    noPattern({
      kinds: ['account-state-unasked'],
      noun: 'logins',
      // A login that asks proves nothing of a token that was given out before.
      whenAbsent: () => notVerified('no-data', 'whether a user who was switched off is refused shows on the running service alone'),
    }),
  ],
})
