import { defineControl } from '../../model/control.ts'

export const tlsHsts = defineControl({
  id: 'tls.hsts',
  title: 'HSTS with a long max-age',
  why: 'Protects downgrade.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [319, 523], asvs: ['v5.0.0-3.4.1'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-API-07', 'B-TLS-03'],
  verifiedBy: { live: 'header on HTTPS responses max-age >= 31536000 (ASVS) incl. errors' },
  passesWhen: 'present >= 1 year',
  failsWhen: 'absent or < 6 months',
  fix: { python: 'talisman/nginx add_header always', node: 'helmet hsts' },
  effortHours: [1, 4],
  checks: [],
})
