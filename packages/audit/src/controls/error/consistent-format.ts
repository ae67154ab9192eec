import { defineControl } from '../../model/control.ts'

export const errorConsistentFormat = defineControl({
  id: 'error.consistent-format',
  title: 'One error format and correct status codes',
  why: 'Protects clients; monitoring.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [394, 703], asvs: ['v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-AUTH-12', 'B-ERR-05', 'B-API-11'],
  verifiedBy: {
    live: 'same corpus: JSON body with code/message/requestId, right class (404 unknown, 405 method, 422/400 validation, 401 vs 403), no 200-with-error',
    static: 'handlers registered per exception class',
  },
  passesWhen: '>=95% of the corpus follows one schema',
  failsWhen: '200 with error body, HTML errors on a JSON API, mixed shapes',
  fix: { python: 'problem+json helper', node: 'kit problemDetails()' },
  effortHours: [1, 4],
  checks: [],
})
