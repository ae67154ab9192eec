import { defineControl } from '../../model/control.ts'

export const rateHeaders = defineControl({
  id: 'rate.headers',
  title: 'Limit state is told to clients',
  why: 'Protects well-behaved clients.',
  layer: 'application',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [799], asvs: ['v5.0.0-2.4.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-03'],
  verifiedBy: { live: 'RateLimit-* (or X-RateLimit-*) on 2xx and Retry-After on 429' },
  passesWhen: 'headers present and numerically consistent over 5 calls',
  failsWhen: 'absent or inconsistent',
  fix: { python: 'RATELIMIT_HEADERS_ENABLED', node: 'headers on by default' },
  effortHours: [1, 4],
  checks: [],
})
