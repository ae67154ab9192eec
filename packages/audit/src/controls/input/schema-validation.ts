import type { SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, patternFinding, patternsOf, routeFinding, routeText, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

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
  checks: [
    live(['schemaValidation'], ({ schemaValidation }) =>
      decideTrials(schemaValidation, {
        probe: 'schemas',
        passes: 'operations that refused bodies which break their schema',
        finding: (trial) => {
          const { taken, refused } = trial.details
          // A crash alone shows that nothing looked at the value, not that it would have been kept.
          const isLax = Number(taken) > 0 && (Number(refused) === 0 || Number(taken) > Number(refused))
          return { message: `${trial.method} ${trial.path} ${trial.effect}`, cwe: [20], ...(isLax ? {} : { severity: 'medium' }) }
        },
      }),
    ),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideSchemas(source)),
  ],
})

/** Validation by hand is hard to tell from none, so a body without a declared schema is partial, never a failure on its own. */
function decideSchemas(source: SourceAnalysis): Outcome {
  const [open, ...others] = patternsOf(source, ['amount-below-nothing']).map((pattern) => patternFinding(pattern, 'medium'))
  if (open !== undefined) return fail(open, ...others)
  const routes = applicationRoutes(source).filter(({ body, readsRawBody }) => body !== null || readsRawBody)
  if (routes.length === 0) return notApplicable('no route reads a body', filesEvidence(source))
  const declared = routes.filter(({ body }) => body !== null)
  const raw = routes.filter(
    ({ body, parameters }) => body === null && !(parameters.length > 0 && parameters.every(({ isValidated }) => isValidated)),
  )
  const evidence = inventory(
    'routes with a declared body schema',
    declared.map((route) => `${routeText(route)}  ${route.body?.name ?? ''}`),
    routes.length,
  )
  if (raw.length === 0) return pass(evidence)
  const [first] = raw
  const because = `${raw.length} of ${routes.length} routes read the body without a declared schema`
  const findings =
    first === undefined
      ? []
      : [
          routeFinding(first, because, [20], {
            severity: 'low',
            confidence: 'possible',
            evidence: inventory('routes that read the raw body', raw.map(routeText), routes.length),
          }),
        ]
  return partial(because, [evidence], findings)
}
