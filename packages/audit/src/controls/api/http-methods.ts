import { defineControl } from '../../model/control.ts'

export const apiHttpMethods = defineControl({
  id: 'api.http-methods',
  title: 'Only intended methods answer; TRACE off; safe methods have no side effects',
  why: 'Protects unexpected behaviour.',
  layer: 'application',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: {
    cwe: [650, 749],
    asvs: ['v5.0.0-4.1.4', 'v5.0.0-13.4.4', 'v5.0.0-3.5.3'],
    owaspTop10: ['A04:2021', 'A01:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-INP-19', 'B-API-02'],
  verifiedBy: {
    live: 'undeclared methods -> 405 + Allow; TRACE; X-HTTP-Method-Override; state change by GET',
    static: 'GET handlers that write',
  },
  passesWhen: '405 on undeclared methods',
  failsWhen: 'TRACE echoes, override honoured, or GET changes state',
  fix: { python: 'methods=[..] explicit', node: 'explicit routes' },
  effortHours: [1, 4],
  checks: [],
})
