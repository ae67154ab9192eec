import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const apiSecurityHeaders = defineControl({
  id: 'api.security-headers',
  title: 'Baseline response headers are set on all responses incl. errors',
  why: 'Protects browsers.',
  layer: 'application',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [693, 1021],
    asvs: ['v5.0.0-3.4.4', 'v5.0.0-3.4.5', 'v5.0.0-3.4.6'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-API-07', 'B-PLAN-05', 'B-KIT-07'],
  verifiedBy: {
    live: 'nosniff, frame-ancestors/X-Frame-Options, Referrer-Policy, Permissions-Policy, CORP/COOP on 200, 404, 401 and 500; X-XSS-Protection reported as obsolete not required',
    static: 'talisman/secure/helmet registered',
  },
  passesWhen: 'present with valid values on every sampled class (profile: api or html)',
  failsWhen: 'nosniff missing, or headers missing on errors (PARTIAL)',
  fix: { python: 'flask-talisman / secure', node: 'helmet' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['security-headers-missing'], noun: 'header settings', examined: ['security-headers'] })],
})
