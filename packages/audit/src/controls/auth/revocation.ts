import { defineControl, live } from '../../model/control.ts'
import { notVerified } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authRevocation = defineControl({
  id: 'auth.revocation',
  title: 'Logout and password change invalidate outstanding tokens',
  why: 'Protects sessions the user has ended.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [613],
    asvs: ['v5.0.0-7.4.1', 'v5.0.0-7.4.3', 'v5.0.0-10.4.9'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-AUTH-05', 'B-AUTH-15', 'B-KIT-01'],
  verifiedBy: {
    live: 'logout then reuse access and refresh token; change password then reuse',
    static: 'blocklist/deny-list check in the verify path (token_in_blocklist_loader etc.)',
  },
  passesWhen: 'post-logout requests 401 within <= 5 s',
  failsWhen: 'token still accepted after logout',
  fix: {
    python: '@jwt.token_in_blocklist_loader with Redis TTL = remaining exp',
    node: 'jti deny-list in Redis with TTL, or short access token + server-side session version',
  },
  effortHours: [4, 16],
  checks: [
    live(['revocation'], ({ revocation }) =>
      decideTrials(revocation, {
        probe: 'logout',
        passes: 'tokens that were refused after the logout or a change of the password',
        finding: (trial) => ({
          message: `${trial.method} ${trial.path}: ${trial.effect}`,
          cwe: [613],
          ...(trial.name === 'logout' && Number(trial.details.lifetimeSeconds) > 0 && Number(trial.details.lifetimeSeconds) <= 300
            ? { severity: 'low' }
            : {}),
        }),
      }),
    ),
    live(['apiKeys'], ({ apiKeys }) =>
      decideTrials(apiKeys, {
        probe: 'removed keys',
        passes: 'keys that were refused after their removal',
        reads: ({ name }) => name === 'removed',
        finding: (trial) => ({ message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [613] }),
      }),
    ),
    noPattern({
      kinds: ['session-kept', 'logout-idle'],
      noun: 'logouts',
      severityOf: ({ kind }) => (kind === 'logout-idle' ? 'medium' : undefined),
      whenAbsent: () => notVerified('no-data', 'the source shows no session of the service that a logout could leave'),
    }),
  ],
})
