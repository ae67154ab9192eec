import { defineControl } from '../../model/control.ts'

export const serverDegradation = defineControl({
  id: 'server.degradation',
  title: 'Service degrades gracefully when a dependency fails; failover works',
  why: 'Protects availability.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [636, 703], asvs: ['v5.0.0-16.5.2'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-08', 'B-DB-12', 'B-CACHE-08', 'B-CON-03', 'B-CON-04', 'B-CON-05', 'B-CON-09'],
  verifiedBy: {
    drill:
      'stop Redis: reads still served, rate limit policy fail-open/closed as declared; stop DB: fast 503; worker kill under load: requests served by others',
  },
  passesWhen: 'drill transcript with error counts and recovery time',
  failsWhen: 'hang, crash loop, or auth fail-open',
  fix: { python: 'try/except cache fallback', node: 'serve from an in-process cache when the shared one fails; deadline on each call' },
  effortHours: [4, 16],
  checks: [],
})
