import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const authAccountLockout = defineControl({
  id: 'auth.account-lockout',
  title: 'Repeated failures lock or slow the account without enabling lock-out DoS',
  why: 'Protects single accounts from distributed guessing.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [307], asvs: ['v5.0.0-6.3.1'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-AUTH-13', 'B-KIT-04'],
  verifiedBy: {
    live: 'failures from rotating X-Forwarded-For; correct password after lock is refused until cool-down; other users unaffected',
    static: 'failed_attempts/locked_until or progressive delay',
  },
  passesWhen: 'lock or exponential delay seen, cool-down ends, event in audit log',
  failsWhen: 'unlimited attempts per account when IP varies, or permanent lock by third party',
  fix: {
    python: 'failed-attempt counter in Redis with exponential back-off',
    node: 'rate-limiter-flexible by account with growing block times, 15 minutes at most',
  },
  effortHours: [4, 16],
  checks: [
    live(['accountLockout'], ({ accountLockout }) =>
      decideTrials(accountLockout, {
        probe: 'other addresses',
        passes: 'accounts that stay protected when the address changes',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [307] }),
      }),
    ),
    noPattern({
      kinds: ['login-unlocked'],
      noun: 'logins',
      // A limit by the address, or a count that is written, proves nothing of one account under many addresses.
      whenAbsent: () =>
        notVerified('no-data', 'whether an account is protected when the address changes shows on the running service alone'),
    }),
  ],
})
