import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

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
  checks: [noPattern({ kinds: ['insecure-cookie', 'session-fixation'], noun: 'cookies' })],
})
