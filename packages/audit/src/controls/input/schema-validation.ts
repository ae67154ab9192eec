import { defineControl } from '../../model/control.ts'

export const inputSchemaValidation = defineControl({
  id: 'input.schema-validation',
  title: 'Every body, query and path parameter has a declared schema',
  why: 'Protects business logic from malformed data.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [20, 1287],
    asvs: ['v5.0.0-2.2.1', 'v5.0.0-2.2.2', 'v5.0.0-2.1.1'],
    owaspTop10: ['A03:2021', 'A05:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-INP-01', 'B-INP-10', 'B-REP-20', 'B-KIT-08', 'SECURITY-004'],
  verifiedBy: {
    live: 'missing required, extra field, out-of-range, wrong enum, wrong format -> 400/422 with field names',
    static: 'coverage = routes with schema / routes taking input (marshmallow, pydantic, zod, joi, ajv, class-validator)',
  },
  passesWhen: 'coverage 100% of state-changing routes (PARTIAL >= 80%) and live negative cases 4xx',
  failsWhen: 'write route accepts arbitrary JSON',
  fix: { python: 'marshmallow/pydantic model per route', node: 'zod/ajv schema per route' },
  effortHours: [4, 16],
  checks: [],
})
