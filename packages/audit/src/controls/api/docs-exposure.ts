import { admitsEverybody } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, patternFinding, patternsOf, routeFinding, routeText, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const apiDocsExposure = defineControl({
  id: 'api.docs-exposure',
  title: 'API docs, schema and consoles are not public unless intended',
  why: 'Protects attack surface knowledge.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [497, 200], asvs: ['v5.0.0-13.4.5'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API9:2023'] },
  documents: ['B-API-04'],
  verifiedBy: { live: '/docs /redoc /openapi.json /swagger /graphql introspection /admin', config: 'declared public-docs flag' },
  passesWhen: '404/401 or declared intentional',
  failsWhen: 'reachable anonymously and not declared',
  fix: { python: 'docs_url=None in production', node: 'register swagger only outside production' },
  effortHours: [1, 4],
  checks: [
    live(['docsExposure'], ({ docsExposure }) =>
      decideTrials(docsExposure, {
        probe: 'documentation',
        passes: 'places of documentation that answered strangers with none',
        finding: ({ path, name }) => ({
          message: `${path} shows the ${name === 'page' ? 'documentation page' : name} to anybody`,
          cwe: [497],
          confidence: 'confirmed',
        }),
      }),
    ),
    fromSource(['source', 'publicRoutes'], ({ source, publicRoutes }) => {
      const docs = applicationRoutes(source).filter(({ purpose }) => purpose === 'docs')
      const open = docs.filter((route) => route.guards.every(admitsEverybody) && !publicRoutes.includes(routeText(route)))
      const findings = open.map((route) =>
        routeFinding(route, 'documentation is served to anybody', [497], { severity: 'low', confidence: 'possible' }),
      )
      const shown = patternsOf(source, ['docs-served']).map((pattern) => patternFinding(pattern, 'low'))
      return failIfAny(
        [...findings, ...(publicRoutes.length > 0 ? [] : shown)],
        () =>
          unsupported(source) ??
          (docs.length === 0
            ? notApplicable('no route serves documentation', filesEvidence(source))
            : pass(inventory('documentation routes with a guard', docs.map(routeText)))),
      )
    }),
  ],
})
