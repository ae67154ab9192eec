import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, type TrialFinding } from '../trials.ts'

export const authTokenClaims = defineControl({
  id: 'auth.token-claims',
  title: 'iss, aud, type and sub are validated; refresh token is not usable as access token',
  why: 'Protects tokens being replayed at another service or purpose.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [287, 345],
    asvs: ['v5.0.0-9.2.2', 'v5.0.0-9.2.3', 'v5.0.0-9.2.4'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-AUTH-02'],
  verifiedBy: {
    live: 'refresh token as Bearer, token with other aud/iss, access token at the refresh endpoint',
    static: 'issuer/audience options present at decode; the use of the token is asked for where one key signs several',
  },
  passesWhen: 'cross-use and wrong-audience tokens 401',
  failsWhen: 'refresh token accepted as access token or aud/iss unchecked',
  fix: { python: 'decode(..., audience=A, issuer=I); check claims["type"]', node: 'jwtVerify(...,{issuer,audience}); check typ claim' },
  effortHours: [1, 4],
  checks: [
    live(['tokenUse'], ({ tokenUse }) =>
      decideTrials(tokenUse, {
        probe: 'use of the token',
        passes: 'tokens of another use that were refused',
        finding: (trial) =>
          trial.name === 'handed-token'
            ? { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [287] }
            : (MISUSES[trial.name] ?? MISUSES['refresh-as-access'] ?? null),
      }),
    ),
    noPattern({
      kinds: ['jwt-no-claims', 'jwt-use-unasked'],
      noun: 'token verifications',
      examined: ['jwt-verify'],
    }),
  ],
})

const MISUSES: Readonly<Record<string, TrialFinding>> = {
  'refresh-as-access': { message: 'A refresh token is accepted where an access token is needed', cwe: [287] },
  'foreign-audience': { message: 'A token that was made for another service (aud) is accepted', cwe: [287], severity: 'medium' },
  'foreign-issuer': { message: 'A token that another service made (iss) is accepted', cwe: [345], severity: 'medium' },
}
