import { defineControl } from '../../model/control.ts'

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
  checks: [],
})
