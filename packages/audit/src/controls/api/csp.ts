import { defineControl } from '../../model/control.ts'

export const apiCsp = defineControl({
  id: 'api.csp',
  title: 'Content-Security-Policy fits the surface',
  why: 'Protects users of HTML pages and docs UIs.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [693, 79], asvs: ['v5.0.0-3.4.3', 'v5.0.0-3.4.7'], owaspTop10: ['A03:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-05', 'B-API-07'],
  verifiedBy: {
    live: "parse CSP: API profile wants default-src 'none'; frame-ancestors 'none'; HTML profile: no unsafe-inline script, object-src/base-uri",
  },
  passesWhen: 'parsed policy meets the profile',
  failsWhen: 'absent on HTML, unsafe-inline/wildcard script-src, report-only only',
  fix: { python: 'talisman content_security_policy', node: 'helmet.contentSecurityPolicy' },
  effortHours: [1, 4],
  checks: [],
})
