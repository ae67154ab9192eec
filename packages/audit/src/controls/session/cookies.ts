import { defineControl, live } from '../../model/control.ts'
import type { Trial } from '../../model/facts/service.ts'
import { notApplicable } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, passEvidence, type TrialFinding } from '../trials.ts'

export const sessionCookies = defineControl({
  id: 'session.cookies',
  title: 'Session cookies Secure/HttpOnly/SameSite and fixation-safe',
  why: 'Protects browser sessions.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [614, 1004, 1275, 384],
    asvs: ['v5.0.0-3.3.1', 'v5.0.0-3.3.2', 'v5.0.0-3.3.4', 'v5.0.0-7.2.4'],
    owaspTop10: ['A05:2021', 'A02:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-AUTH-15'],
  verifiedBy: {
    live: 'parse Set-Cookie on login; pre-login id must change after login; __Host- prefix',
    config: 'env values',
    static: 'SESSION_COOKIE_* flags',
  },
  passesWhen: 'all flags present on the auth cookie and id rotates (N/A when no cookies are set)',
  failsWhen: 'missing flag on a session cookie or fixation possible',
  fix: { python: 'SESSION_COOKIE_SECURE/HTTPONLY/SAMESITE', node: 'cookie:{secure:true,httpOnly:true,sameSite:"lax"}' },
  effortHours: [1, 4],
  checks: [
    live(['sessionCookies', 'service'], ({ sessionCookies, service }) => {
      const named = sessionCookies.trials.filter((trial) => trial.details.cookie !== '')
      const [none] = sessionCookies.trials
      if (named.length === 0 && none !== undefined)
        return notApplicable(
          'the login sets no cookie',
          ...passEvidence(sessionCookies, [none], { probe: 'cookies', passes: 'logins that set no cookie' }),
        )
      return decideTrials(
        { ...sessionCookies, trials: named },
        {
          probe: 'cookies',
          passes: 'cookies with their flags',
          finding: (trial) => cookieFinding(trial, service.isLoopback && service.scheme === 'http'),
        },
      )
    }),
    noPattern({ kinds: ['insecure-cookie', 'session-fixation'], noun: 'cookies' }),
  ],
})

/** A cookie without Secure on plain HTTP of the own machine may get the flag only where TLS is. */
function cookieFinding(trial: Trial, isPlainLoopback: boolean): TrialFinding | null {
  if (trial.name === 'fixation') return { message: trial.effect, cwe: [384], severity: 'high' }
  const { isHttpOnly, isSecure, sameSite, isSession } = trial.details
  const missing = [
    ...(isHttpOnly === true ? [] : ['HttpOnly']),
    ...(isSecure === true ? [] : ['Secure']),
    ...(sameSite === '' || sameSite === 'none' ? ['SameSite'] : []),
  ]
  if (missing.length === 0) return null
  if (missing.join() === 'Secure' && isPlainLoopback)
    return {
      message: `The cookie ${trial.name} has no Secure flag (asked over plain HTTP)`,
      cwe: [614],
      severity: 'low',
      highlight: 'set-cookie',
    }
  const cwe = missing[0] === 'HttpOnly' ? 1004 : missing[0] === 'Secure' ? 614 : 1275
  return {
    message: `The ${isSession === true ? 'session ' : ''}cookie ${trial.name} lacks ${missing.join(', ')}`,
    cwe: [cwe],
    confidence: 'confirmed',
    highlight: 'set-cookie',
  }
}
