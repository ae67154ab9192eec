import type { RouteFact, SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ProbeFact } from '../../model/facts/service.ts'
import { fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, routeText, sourceEvidence, unsupported } from '../source-checks.ts'
import { decideTrials, passEvidence } from '../trials.ts'

export const rateGlobalLimit = defineControl({
  id: 'rate.global-limit',
  title: 'All API routes have a default rate limit',
  why: 'Protects capacity and data from bulk abuse.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [770, 799],
    asvs: ['v5.0.0-2.4.1', 'v5.0.0-6.1.1'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API4:2023', 'API6:2023'],
  },
  documents: ['B-RATE-01', 'B-RATE-10', 'B-SCO-03', 'B-KIT-05', 'SECURITY-010'],
  verifiedBy: {
    live: 'burst above the declared limit on >=3 route classes; count 429s',
    config: 'default limits',
    static: 'limiter registered app-wide',
  },
  passesWhen: '429 seen at limit +/-10% on each class',
  failsWhen: 'no 429 at 10x the declared (or 300 req/min default) rate',
  fix: {
    python: 'Limiter(default_limits=["200/day","50/hour"]) tuned per route',
    node: '@fastify/rate-limit with global: true, or express-rate-limit before the routers',
  },
  effortHours: [1, 4],
  checks: [
    live(['rateLimit'], ({ rateLimit }) => decideBurst(rateLimit)),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideLimits(source)),
  ],
})

/** A burst that nothing stopped shows that no limit lies below its size; a limit that is declared above it is not disproved. */
function decideBurst(rateLimit: ProbeFact): Outcome {
  const reading = { probe: 'burst', passes: 'bursts that were limited' }
  const [burst] = rateLimit.trials
  const declared = [burst?.details.limitHeader, burst?.details.readLimits].find((text) => typeof text === 'string' && text !== '')
  if (burst?.saw === 'effect' && declared !== undefined)
    return partial(`a limit is declared (${declared}); ${burst.effect}`, passEvidence(rateLimit, [burst], reading))
  const together = rateLimit.trials.find(({ name, saw }) => name === 'burst over reads' && saw === 'effect')
  const unlimited = typeof together?.details.unlimited === 'string' ? together.details.unlimited.split('\n') : []
  return decideTrials(rateLimit, {
    ...reading,
    same: () => 'no limit',
    finding: (trial) => ({
      message: `${trial.method} ${trial.path}: ${trial.effect}`,
      cwe: [770],
      severity: 'medium',
      confidence: trial.details.isWhole === true ? 'confirmed' : 'likely',
      ...(unlimited.length === 0 ? {} : { alsoAt: unlimited }),
    }),
  })
}

/** Routes that are limited for themselves, which says nothing of a limit for all. */
const CREDENTIAL_PURPOSES: readonly RouteFact['purpose'][] = ['login', 'register', 'password-reset', 'refresh', 'logout']

function decideLimits(source: SourceAnalysis): Outcome {
  const routes = applicationRoutes(source).filter(({ purpose }) => purpose !== 'health' && purpose !== 'static')
  const [first] = routes
  if (first === undefined) return notApplicable('no route was found in the source', filesEvidence(source))
  const limited = routes.filter(({ rateLimits }) => rateLimits.length > 0)
  const evidence = inventory(
    'routes with a rate limit',
    limited.map((route) => `${routeText(route)}  ${route.rateLimits.join(', ')}`),
    routes.length,
  )
  if (limited.length === routes.length) return pass(evidence)
  // What limits fewer than half of the routes is a limit of those, and no default.
  const isDefault = limited.length * 2 >= routes.length && limited.some(({ purpose }) => !CREDENTIAL_PURPOSES.includes(purpose))
  if (limited.length > 0 && (isDefault || routes.every(({ purpose }) => CREDENTIAL_PURPOSES.includes(purpose))))
    return partial(`${routes.length - limited.length} of ${routes.length} routes have no limit in the source`, [evidence])
  return fail({
    message:
      limited.length === 0
        ? `none of ${routes.length} routes has a rate limit in the source`
        : `only ${limited.length} of ${routes.length} routes have a rate limit in the source, so that none holds by default`,
    cwe: [770],
    severity: 'medium',
    location: { kind: 'repository', subject: 'rate limit' },
    evidence: [
      sourceEvidence((routes.find(({ rateLimits }) => rateLimits.length === 0) ?? first).place, 'the first of them'),
      inventory('routes without a limit', routes.filter(({ rateLimits }) => rateLimits.length === 0).map(routeText)),
    ],
  })
}
