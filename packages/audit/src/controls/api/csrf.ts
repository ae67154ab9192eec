import type { RouteFact, SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, patternFinding, patternsOf, routeFinding, routeText, unsupported } from '../source-checks.ts'
import { decideTrials, passEvidence } from '../trials.ts'

export const apiCsrf = defineControl({
  id: 'api.csrf',
  title: 'State changes with ambient credentials need CSRF protection',
  why: "Protects users' actions.",
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [352], asvs: ['v5.0.0-3.5.1', 'v5.0.0-3.3.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-INP-19'],
  verifiedBy: { live: 'cross-site POST with cookie only, no token/Origin; SameSite', static: 'cookie auth + no CSRF middleware' },
  passesWhen: 'refused, or no ambient credential used (N/A with evidence: bearer header only)',
  failsWhen: 'state change succeeds',
  fix: { python: 'Flask-WTF/SeaSurf CSRF', node: '@fastify/csrf-protection / Origin check' },
  effortHours: [1, 4],
  checks: [
    live(['csrf'], ({ csrf }) => {
      const [bearer] = csrf.trials
      if (bearer !== undefined && bearer.details.isAmbient === false)
        return notApplicable(
          bearer.effect,
          ...passEvidence(csrf, [bearer], { probe: 'other sites', passes: 'schemes of authentication that no other site can use' }),
        )
      return decideTrials(csrf, {
        probe: 'other sites',
        passes: 'operations that refused requests from another site',
        finding: (trial) => ({ message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [352] }),
      })
    }),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideForgery(source)),
  ],
})

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

function decideForgery(source: SourceAnalysis): Outcome {
  const routes = applicationRoutes(source).filter(({ method, csrf }) => !SAFE_METHODS.includes(method) && csrf !== 'not-applicable')
  const signedIn = routes.filter(({ guards }) => guards.some(({ kind }) => kind === 'authentication' || kind === 'role'))
  const open = signedIn.filter(({ csrf }) => csrf === 'none' || csrf === 'exempt')
  const sameSite = signedIn.filter(({ csrf }) => csrf === 'same-site')
  const [first] = open
  // One missing middleware is one defect, however many routes it leaves open.
  const unprotected =
    first === undefined
      ? []
      : [
          routeFinding(
            first,
            `${open.length} of ${routes.length} state-changing routes accept a session cookie without a token against forgery`,
            [352],
            {
              evidence: inventory('state-changing routes without protection', open.map(routeText), routes.length),
            },
          ),
        ]
  const findings = [
    ...patternsOf(source, ['csrf-off', 'optional-form-token']).map((pattern) => patternFinding(pattern)),
    ...unprotected,
    ...reliesOnSameSite(sameSite, routes.length),
  ]
  return failIfAny(findings, () =>
    routes.length === 0
      ? notApplicable('no route changes state on a cookie', filesEvidence(source))
      : pass(inventory('state-changing routes protected against forgery', routes.map(routeText))),
  )
}

/** `SameSite` keeps other sites off in browsers that know it, and no other name below the own domain: a second line, not the first. */
function reliesOnSameSite(routes: readonly RouteFact[], of: number): Finding[] {
  const [first] = routes
  if (first === undefined) return []
  const message = `${routes.length} of ${of} state-changing routes rely on SameSite of the session cookie alone`
  const evidence = inventory('state-changing routes with no other protection', routes.map(routeText), of)
  return [routeFinding(first, message, [352], { severity: 'low', confidence: 'possible', evidence })]
}
