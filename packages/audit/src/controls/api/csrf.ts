import { defineControl } from '../../model/control.ts'

export const apiCsrf = defineControl({
  id: 'api.csrf',
  title: 'State changes with ambient credentials need CSRF protection',
  why: "Protects users' actions.",
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [352], asvs: ['v5.0.0-3.5.1', 'v5.0.0-3.3.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-INP-19'],
  verifiedBy: { live: 'cross-site POST with cookie only, no token/Origin; SameSite', static: 'cookie auth + no CSRF middleware' },
  passesWhen: 'refused, or no ambient credential used (N/A with evidence: bearer header only)',
  failsWhen: 'state change succeeds',
  fix: { python: 'Flask-WTF/SeaSurf CSRF', node: '@fastify/csrf-protection / Origin check' },
  effortHours: [1, 4],
  checks: [],
})
