import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notApplicable, partial, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, patternFinding, patternsOf, placeText, routeText, unsupported } from '../source-checks.ts'
import { findingOf, passEvidence, type TrialFinding, withoutFindings } from '../trials.ts'

export const serverHealthEndpoints = defineControl({
  id: 'server.health-endpoints',
  title: 'Liveness and readiness reflect dependencies and do not leak',
  why: 'Protects traffic routing.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [703, 497], asvs: ['v5.0.0-13.4.5'], owaspTop10: ['A01:2021', 'A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-07', 'B-MON-05', 'B-KIT-12', 'B-KIT-13'],
  verifiedBy: {
    live: '/health and readiness; stop DB/Redis in a drill -> readiness 503 while liveness 200; anonymous body has no versions/hosts',
  },
  passesWhen: 'both observed',
  failsWhen: 'always-200 readiness',
  fix: { python: '/healthz /readyz', node: '/livez without checks and /readyz that asks each dependency with a deadline' },
  effortHours: [1, 4],
  checks: [
    live(['healthEndpoints'], ({ healthEndpoints }) => {
      const live = healthEndpoints.trials.filter((trial) => trial.name === 'liveness')
      const ready = healthEndpoints.trials.filter((trial) => trial.name === 'readiness')
      const talkative = healthEndpoints.trials.find((trial) => String(trial.details.tells) !== '')
      const none = healthEndpoints.trials.find((trial) => trial.name === 'none')
      if (none !== undefined) return fail(findingOf(none, absence(none.details.knowsRoutes === true), 'health'))
      const reading = { probe: 'health', passes: 'endpoints that tell of health and nothing else' }
      const [first] = [...live, ...ready]
      if (first === undefined) return withoutFindings(healthEndpoints, [], reading)
      if (talkative !== undefined)
        return fail(
          findingOf(
            talkative,
            {
              message: `${talkative.path} tells strangers ${talkative.details.tells}`,
              cwe: [497],
              severity: 'low',
              confidence: 'confirmed',
            },
            'health',
          ),
        )
      const evidence = passEvidence(healthEndpoints, [...live, ...ready], reading)
      const hasReadiness = ready.length > 0 || live.some((trial) => trial.details.checks === true)
      return hasReadiness ? pass(...evidence) : partial('there is liveness, but no readiness that looks at dependencies', evidence)
    }),

    fromSource(['source'], ({ source }) => {
      const routes = applicationRoutes(source)
      if (routes.length === 0) return unsupported(source) ?? notApplicable('no route was found in the source', filesEvidence(source))
      const health = routes.filter(({ purpose }) => purpose === 'health')
      const blind = patternsOf(source, ['blind-health']).map((pattern) => ({
        ...patternFinding(pattern, 'low'),
        confidence: 'possible' as const,
      }))
      const talkative = patternsOf(source, ['runtime-told'])
        .filter(({ details }) => details.isHealth === true)
        .map((pattern) => patternFinding(pattern, 'low'))
      const [first, ...rest] = [...talkative, ...blind]
      if (first !== undefined) return fail(first, ...rest)
      if (health.length > 0)
        return pass(
          inventory(
            'health routes',
            health.map((route) => `${routeText(route)}  ${placeText(route.place)}`),
          ),
        )
      return fail({
        message: `none of ${routes.length} routes tells whether the service is alive or ready`,
        cwe: [1059],
        confidence: 'likely',
        location: { kind: 'repository', subject: 'routes' },
        evidence: [inventory('routes', routes.map(routeText))],
      })
    }),
  ],
})

/** Usual paths alone do not prove that there is none elsewhere; the routes of the source do. */
function absence(knowsRoutes: boolean): TrialFinding {
  return knowsRoutes
    ? { message: 'There is no health endpoint', cwe: [703], confidence: 'confirmed' }
    : { message: 'None of the usual paths tells of health', cwe: [703], confidence: 'likely' }
}
