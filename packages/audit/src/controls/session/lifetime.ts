import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { TokenFact } from '../../model/facts/service.ts'
import { type Finding, failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { findingOf, trialEvidence } from '../trials.ts'

export const sessionLifetime = defineControl({
  id: 'session.lifetime',
  title: 'Idle and absolute session limits are defined and enforced',
  why: 'Protects abandoned sessions.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [613],
    asvs: ['v5.0.0-7.1.1', 'v5.0.0-7.3.1', 'v5.0.0-7.3.2'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-AUTH-15'],
  verifiedBy: {
    live: 'shortened timeout test profile: expired session refused',
    config: 'idle/absolute timeouts',
    static: 'server-side store with TTL',
  },
  passesWhen: 'values documented and enforced in test profile',
  failsWhen: 'no absolute limit',
  fix: {
    python: 'PERMANENT_SESSION_LIFETIME + server-side store',
    node: 'server-side session store with a rolling idle limit and a fixed end',
  },
  effortHours: [1, 4],
  checks: [
    live(['tokens', 'tokenLifetime'], ({ tokens, tokenLifetime }): Outcome => {
      if (tokens.length === 0) return notVerified('no-identity', 'nobody could log in, so there is no session to look at')
      const told = tokens.filter(({ lifetimeSeconds }) => lifetimeSeconds !== null)
      const findings = [
        ...tokens.flatMap(endlessFinding),
        ...tokenLifetime.trials
          .filter(({ saw, name }) => saw === 'effect' && name === 'expired')
          .map((trial) => findingOf(trial, { message: 'A session is accepted after its end', cwe: [613] }, 'end of a session')),
      ]
      return failIfAny(onePerMessage(findings), () => {
        const [ended] = tokenLifetime.trials.filter(({ saw, name }) => saw === 'no-effect' && name === 'expired')
        if (told.length === 0)
          return notVerified('no-data', 'neither tokens nor cookies say when a session ends: its end is kept by the service')
        const lifetimes = inventory('ends that sessions tell', [...new Set(told.map(lifetimeText))])
        if (ended === undefined) return partial('sessions tell their end; whether a session is refused after it was not seen', [lifetimes])
        return pass(trialEvidence(ended, 'end of a session'), lifetimes)
      })
    }),
    noPattern({
      kinds: ['session-long'],
      noun: 'sessions with a lifetime',
      whenAbsent: () => notVerified('no-data', 'the source names no lifetime of a session'),
    }),
  ],
})

/** NIST SP 800-63B-4, 2.1.3: users authenticate again after 30 days at the latest; thrice that leaves no room for reasons. */
const LONGEST_SECONDS = 90 * 86_400

function lifetimeText({ identity, use, kind, lifetimeSeconds }: TokenFact): string {
  return `${use} ${kind} of ${identity}: ${lifetimeSeconds ?? 0} s`
}

function endlessFinding(token: TokenFact): readonly Finding[] {
  const { use, kind, lifetimeSeconds } = token
  const evidence = inventory('sessions', [lifetimeSeconds === null ? `${use} ${kind} of ${token.identity}: no end` : lifetimeText(token)])
  const finding = (message: string): readonly Finding[] => [
    { message, cwe: [613], confidence: 'confirmed', location: { kind: 'service', subject: `${use} session` }, evidence: [evidence] },
  ]
  if (lifetimeSeconds === null) return kind === 'jwt' ? finding(`The ${use} token has no end (exp): the session lasts for ever`) : []
  return lifetimeSeconds > LONGEST_SECONDS
    ? finding(`The ${use} ${kind === 'cookie' ? 'cookie' : 'token'} lasts ${Math.round(lifetimeSeconds / 86_400)} days`)
    : []
}

function onePerMessage(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()]
}
