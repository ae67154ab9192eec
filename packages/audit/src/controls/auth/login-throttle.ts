import type { RouteFact, SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { applicationProcedures, applicationRoutes, filesEvidence, routeFinding, routeText, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authLoginThrottle = defineControl({
  id: 'auth.login-throttle',
  title: 'Login, register, reset and refresh endpoints are throttled',
  why: 'Protects accounts from brute force and credential stuffing.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [307, 799],
    asvs: ['v5.0.0-6.3.1', 'v5.0.0-6.1.1'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023', 'API4:2023'],
  },
  documents: ['B-AUTH-14', 'B-KIT-04'],
  verifiedBy: {
    live: 'N failed logins (default 20) for one user/one IP and for many users/one IP; expect 429 + Retry-After within policy; then recovery',
    static: 'limiter decorator/plugin on auth routes',
  },
  passesWhen: 'first 429 at <= 10 attempts/min per identity, recorded sequence of status codes and headers',
  failsWhen: 'no 429 in the whole burst',
  fix: {
    python: '@limiter.limit("5 per minute") keyed by ip+username',
    node: 'rate-limiter-flexible keyed by address and account: 5 a minute',
  },
  effortHours: [1, 4],
  checks: [
    live(['loginThrottle'], ({ loginThrottle }, { thresholds }) => {
      const decided = decideTrials(loginThrottle, {
        probe: 'throttle',
        passes: 'operations that stopped a row of attempts',
        finding: (trial) => ({
          message: `${trial.method} ${trial.path}: ${trial.effect}`,
          cwe: [307],
          confidence: trial.details.isOwnUser === false ? 'likely' : 'confirmed',
          ...(trial.name === 'bad logins' ? {} : { severity: 'medium' as const }),
        }),
      })
      const login = loginThrottle.trials.find((trial) => trial.name === 'bad logins')
      const limitedAt = Number(login?.details.limitedAt ?? 0)
      if (decided.outcome !== 'pass' || limitedAt <= thresholds.loginAttempts + 1) return decided
      return partial(`the login stops only the ${limitedAt}th attempt; at most ${thresholds.loginAttempts} are wanted`, decided.evidence)
    }),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideThrottle(source)),
  ],
})

const THROTTLED: readonly RouteFact['purpose'][] = ['login', 'register', 'password-reset', 'refresh']

/** `/reset/{uidb64}/{token}/`: whoever has the link need not guess, and nobody can. */
const OPENED_BY_LINK = /\{[^}]*token[^}]*\}/i

/** Who is signed in and sends nothing has nothing to guess: a new key for the account. */
function takesNothing({ guards, body, readsRawBody, parameters }: RouteFact): boolean {
  const isKnown = guards.some((guard) => guard.kind === 'authentication' && guard.proof === 'refuses')
  return isKnown && body === null && !readsRawBody && !parameters.some((one) => one.in === 'body' || one.in === 'form')
}

/** What counts calls of an endpoint, or of its fields. */
const LIMITER = /limit|throttl|brute|slow-?down|armou?r/i

/** Changes of GraphQL and the like share one address: where anything in the source counts, it may be counted there. */
function unlimitedProcedures(source: SourceAnalysis): readonly RouteFact[] {
  const counts =
    source.packageImports.some((each) => LIMITER.test(each.package)) || source.routes.some(({ rateLimits }) => rateLimits.length > 0)
  return counts ? [] : applicationProcedures(source).filter(({ method }) => method === 'MUTATION')
}

function decideThrottle(source: SourceAnalysis): Outcome {
  const routes = [...applicationRoutes(source), ...unlimitedProcedures(source)].filter(
    (route) =>
      THROTTLED.includes(route.purpose) &&
      route.method !== 'GET' &&
      !(route.purpose === 'password-reset' && OPENED_BY_LINK.test(route.path)) &&
      !takesNothing(route),
  )
  if (routes.length === 0) return notApplicable('no login, register, reset or refresh route in the source', filesEvidence(source))
  const open = routes.filter(({ rateLimits }) => rateLimits.length === 0)
  const findings = open.map((route) =>
    routeFinding(route, 'no limit on attempts was found in the source', [307], route.purpose === 'login' ? {} : { severity: 'medium' }),
  )
  return failIfAny(findings, () =>
    pass(
      inventory(
        'credential routes with a limit',
        routes.map((route) => `${routeText(route)}  ${route.rateLimits.join(', ')}`),
      ),
    ),
  )
}
