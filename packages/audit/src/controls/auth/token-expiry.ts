import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ProbeFact, TokenFact } from '../../model/facts/service.ts'
import { type Finding, failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import type { Policy } from '../../model/policy.ts'
import { nothingFound, patternFinding, patternsOf } from '../source-checks.ts'
import { findingOf, passEvidence } from '../trials.ts'

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
    live(['tokenLifetime', 'tokens'], ({ tokenLifetime, tokens }, { thresholds }) => {
      const accepted = tokenLifetime.trials.flatMap((trial) =>
        trial.saw === 'effect'
          ? [findingOf(trial, { message: `A token of the kind ${trial.name} is accepted`, cwe: [613] }, 'lifetime of the token')]
          : [],
      )
      const access = tokens.filter((token) => token.use === 'access' && token.kind === 'jwt')
      const [first] = access
      if (first === undefined && accepted.length === 0)
        return notVerified('no-data', 'no JSON web token was issued: its lifetime cannot be read')
      return failIfAny([...accepted, ...lifetimeFindings(access, thresholds.accessTokenHardSeconds)], () =>
        lifetimeOutcome(access, tokenLifetime, thresholds),
      )
    }),

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

function lifetimeFindings(tokens: readonly TokenFact[], hardSeconds: number): readonly Finding[] {
  const worst = tokens.find((token) => token.lifetimeSeconds === null) ?? tokens.find((token) => (token.lifetimeSeconds ?? 0) > hardSeconds)
  if (worst === undefined) return []
  const what = worst.lifetimeSeconds === null ? 'never ends (no exp claim)' : `lasts ${worst.lifetimeSeconds} s`
  return [
    {
      message: `The access token ${what}; at most ${hardSeconds} s are allowed`,
      cwe: [613],
      ...(worst.lifetimeSeconds === null ? {} : { severity: 'medium' as const }),
      confidence: 'confirmed',
      location: placeOfIssue(worst),
      evidence: [inventory('issued access tokens by lifetime', tokens.map(describeToken))],
    },
  ]
}

function placeOfIssue({ issuedBy }: TokenFact): Finding['location'] {
  const [method = '', path = ''] = issuedBy?.split(' ') ?? []
  return path === '' ? { kind: 'service', subject: 'access token' } : { kind: 'route', method, path }
}

function lifetimeOutcome(tokens: readonly TokenFact[], trials: ProbeFact, thresholds: Policy['thresholds']): Outcome {
  const evidence = inventory('issued access tokens by lifetime', tokens.map(describeToken))
  const longest = Math.max(...tokens.map((token) => token.lifetimeSeconds ?? 0))
  if (longest > thresholds.accessTokenSeconds)
    return partial(`the access token lasts ${longest} s, over ${thresholds.accessTokenSeconds} s`, [evidence])
  const refused = trials.trials.filter((trial) => trial.saw === 'no-effect')
  if (refused.length === 0)
    return pass(inventory('issued access tokens by lifetime', tokens.map(describeToken), tokens.length, 'no expired token could be tried'))
  return pass(
    evidence,
    ...passEvidence(trials, refused, { probe: 'lifetime of the token', passes: 'tokens outside their time that were refused' }),
  )
}

function describeToken(token: TokenFact): string {
  return `${token.identity}: ${token.lifetimeSeconds === null ? 'no end' : `${token.lifetimeSeconds} s`}`
}
