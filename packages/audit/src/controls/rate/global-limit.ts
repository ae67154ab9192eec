import { defineControl } from '../../model/control.ts'

export const rateGlobalLimit = defineControl({
  id: 'rate.global-limit',
  title: 'All API routes have a default rate limit',
  why: 'Protects capacity and data from bulk abuse.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [770, 799],
    asvs: ['v5.0.0-2.4.1', 'v5.0.0-6.1.1'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API4:2023', 'API6:2023'],
  },
  documents: ['B-RATE-01', 'B-RATE-10', 'B-SCO-03', 'B-KIT-05', 'SECURITY-010'],
  verifiedBy: {
    live: 'burst above the declared limit on >=3 route classes; count 429s',
    config: 'default limits',
    static: 'limiter registered app-wide',
  },
  passesWhen: '429 seen at limit +/-10% on each class',
  failsWhen: 'no 429 at 10x the declared (or 300 req/min default) rate',
  fix: { python: 'Limiter(default_limits=["200/day","50/hour"]) tuned per route', node: '@fastify/rate-limit or kit rateLimit global' },
  effortHours: [1, 4],
  checks: [],
})
