import { defineControl, fromSource } from '../../model/control.ts'
import { failIfAny } from '../../model/outcome.ts'
import { nothingFound, patternFinding, patternsOf } from '../source-checks.ts'

export const authTokenExpiry = defineControl({
  id: 'auth.token-expiry',
  title: 'Access tokens expire and expired tokens are rejected',
  why: 'Protects window of abuse of a stolen token.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [613], asvs: ['v5.0.0-9.2.1', 'v5.0.0-7.3.2'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-AUTH-01', 'B-AUTH-03', 'SECURITY-001', 'SECURITY-002'],
  verifiedBy: {
    live: 'read exp-iat of an issued token; wait out or use an expired token; token without exp; nbf in the future',
    config: 'JWT_*_EXPIRES values',
    static: "configured lifetime; flag access token > 60 min (the documents' value is 24 h)",
  },
  passesWhen: 'measured lifetime <= 60 min (default policy 15 min) and expired token 401',
  failsWhen: 'expired or exp-less token accepted (FAIL); lifetime > 60 min (PARTIAL)',
  fix: { python: 'JWT_ACCESS_TOKEN_EXPIRES=timedelta(minutes=15)', node: 'expiresIn:"15m" and clockTolerance <= 30 s' },
  effortHours: [1, 4],
  checks: [
    fromSource(['source'], ({ source }, { thresholds }) => {
      const lasting = patternsOf(source, ['jwt-no-expiry'])
      const long = patternsOf(source, ['jwt-long-expiry']).filter(
        ({ details }) => Number(details.seconds ?? 0) > thresholds.accessTokenHardSeconds,
      )
      return failIfAny(
        [...lasting.map((pattern) => patternFinding(pattern)), ...long.map((pattern) => patternFinding(pattern, 'medium'))],
        () => nothingFound(source, ['jwt-no-expiry', 'jwt-long-expiry'], 'token lifetimes'),
      )
    }),
  ],
})
