import { defineControl } from '../../model/control.ts'

export const authDefaultCredentials = defineControl({
  id: 'auth.default-credentials',
  title: 'No default, sample or test account works',
  why: 'Protects whole system from trivial entry.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [1392, 798],
    asvs: ['v5.0.0-6.3.2', 'v5.0.0-13.2.3'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023', 'API8:2023'],
  },
  documents: ['B-AUTH-17'],
  verifiedBy: {
    live: 'small fixed list of default pairs found in the repo itself + admin/admin (throttle-aware)',
    static: 'ADMIN_PASSWORD or sample users in Dockerfile, compose, fixtures, migrations',
  },
  passesWhen: 'repo-derived pairs all refused on the running service',
  failsWhen: 'any default pair logs in',
  fix: { python: 'no seeded admin; bootstrap with one-time token', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
