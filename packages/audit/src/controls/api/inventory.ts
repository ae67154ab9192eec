import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, routeFinding, routeText, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const apiInventory = defineControl({
  id: 'api.inventory',
  title: 'Versions and routes are inventoried; old versions protected or retired',
  why: 'Protects forgotten endpoints.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [1059, 912], asvs: ['v5.0.0-13.1.1', 'v5.0.0-15.2.3'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API9:2023'] },
  documents: ['B-API-05', 'B-API-06', 'SECURITY-016'],
  verifiedBy: {
    live: '/v0 /v1 /beta /internal variants have the same auth as current',
    static: 'route table vs OpenAPI diff; undocumented/shadow and deprecated routes',
  },
  passesWhen: 'diff empty or explained; old versions enforce auth',
  failsWhen: 'undocumented live route, or old version with weaker auth',
  fix: { python: 'Blueprint versions + OpenAPI from code', node: 'OpenAPI from route schemas' },
  effortHours: [4, 16],
  checks: [
    live(['oldVersions'], ({ oldVersions }) =>
      decideTrials(oldVersions, {
        probe: 'versions',
        passes: 'other versions of the path that did not answer strangers',
        finding: (trial) => ({ message: trial.effect, cwe: [1059], severity: 'high' as const }),
      }),
    ),
    fromSource(['source'], ({ source }) => {
      const routes = applicationRoutes(source)
      const old = routes.filter(({ path }) => OLD.test(path))
      const open = old.filter(({ guards, purpose }) => guards.length === 0 && purpose !== 'health' && purpose !== 'docs')
      const findings = open.map((route) => routeFinding(route, 'an old version of the interface answers without a guard', [1059]))
      return failIfAny(
        findings,
        () =>
          unsupported(source) ??
          (routes.length === 0
            ? notApplicable('no route was found in the source', filesEvidence(source))
            : pass(inventory('routes listed, none of them an open old version', routes.map(routeText)))),
      )
    }),
  ],
})

/** Versions that were left behind. */
const OLD = /(^|\/)(v0|legacy|old|deprecated|beta|alpha)(\/|$)/i
