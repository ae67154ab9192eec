import { admitsEverybody, type RouteFact } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, pass } from '../../model/outcome.ts'
import {
  applicationRoutes,
  filesEvidence,
  patternFinding,
  patternsOf,
  routeFinding,
  routeText,
  sourceEvidence,
  unsupported,
} from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

const EXPOSED: Readonly<Record<string, string>> = {
  git: 'its repository',
  environment: 'environment variables',
  backup: 'a database',
  source: 'files of its source',
  actuator: 'actuator data',
  status: 'server status',
  mail: 'mail that it sends',
  log: 'its log',
  listing: 'a directory listing',
  metrics: 'metrics',
  dump: 'its environment or its process',
}

export const apiExposedInternals = defineControl({
  id: 'api.exposed-internals',
  title: 'Metrics, VCS, env files, backups and debug endpoints are not exposed',
  why: 'Protects secrets and internals.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [538, 552, 497],
    asvs: ['v5.0.0-13.4.1', 'v5.0.0-13.4.3', 'v5.0.0-13.4.5', 'v5.0.0-13.4.7'],
    owaspTop10: ['A01:2021', 'A01:2025'],
    owaspApi: ['API8:2023', 'API9:2023'],
  },
  documents: ['B-DATA-06'],
  verifiedBy: {
    live: 'fixed list: /.git/HEAD /.env /metrics /debug /actuator /server-status /backup.sql /.DS_Store + directory listing; content-verified (not status only)',
  },
  passesWhen: 'none content-confirmed; /metrics restricted or declared',
  failsWhen: '.git/.env/backup readable (critical), metrics public undeclared (medium)',
  fix: { python: 'internal port / auth on metrics', node: 'separate metrics listener' },
  effortHours: [1, 4],
  checks: [
    live(['exposedPaths', 'metricsEndpoints', 'debugMode'], ({ exposedPaths, metricsEndpoints, debugMode }) => {
      const merged = {
        ...exposedPaths,
        trials: [...exposedPaths.trials, ...metricsEndpoints.trials, ...debugMode.trials.filter((trial) => trial.name === 'dump')],
        requests: exposedPaths.requests + metricsEndpoints.requests,
      }
      return decideTrials(merged, {
        probe: 'files and internals',
        passes: 'internal paths that served nothing of their kind',
        finding: ({ name, path }) => ({
          message: `${path} serves ${EXPOSED[name] ?? name} to anybody`,
          cwe: [name === 'listing' ? 548 : name === 'metrics' || name === 'status' ? 497 : 538],
          severity:
            name === 'git' || name === 'environment' || name === 'backup'
              ? 'critical'
              : name === 'metrics' || name === 'source' || name === 'listing'
                ? 'medium'
                : 'high',
          confidence: 'confirmed',
        }),
      })
    }),
    fromSource(['source', 'publicRoutes'], ({ source, publicRoutes }) => {
      const internal = applicationRoutes(source).filter(
        ({ path, purpose }) => purpose === 'metrics' || (INTERNAL.test(path) && !LETS_IN.includes(purpose)),
      )
      const open = internal.filter((route) => route.guards.length === 0 && !publicRoutes.includes(routeText(route)))
      const findings = open.map((route) =>
        routeFinding(
          route,
          'an internal route has no guard',
          [497],
          route.purpose === 'metrics' ? { severity: 'medium', confidence: 'possible' } : { severity: 'high' },
        ),
      )
      const shown = applicationRoutes(source).filter(
        (route) => route.method === 'GET' && route.guards.every(admitsEverybody) && !publicRoutes.includes(routeText(route)),
      )
      const kept = shown.flatMap((route) => {
        const effect = route.effects.find(
          ({ kind, of, byRequestId, bySecret, byOwner }) =>
            kind === 'read-many' && INTERNAL_TABLES.test(of ?? '') && !byRequestId && bySecret !== true && !byOwner,
        )
        return effect === undefined
          ? []
          : [
              routeFinding(route, `what the service keeps in ${effect.of} is shown to everybody`, [497], {
                evidence: sourceEvidence(effect.place),
              }),
            ]
      })
      return failIfAny(
        [...findings, ...kept, ...patternsOf(source, ['served-folder']).map((pattern) => patternFinding(pattern, 'high'))],
        () =>
          unsupported(source) ??
          (internal.length === 0
            ? notApplicable('no internal route in the source', filesEvidence(source))
            : pass(inventory('internal routes with a guard', internal.map(routeText)))),
      )
    }),
  ],
})

/** Whoever is to be asked who calls has to be let in first. */
const LETS_IN: readonly RouteFact['purpose'][] = ['login', 'register', 'refresh', 'password-reset', 'logout']

/** Tables of what a service keeps for itself: mails that it has sent, sessions, codes, who did what. */
const INTERNAL_TABLES =
  /^(?:\w+_)?(?:outbox(?:es)?|sent_?(?:mails?|emails?|messages?)|(?:mail|email|sms)_?(?:queue|log|outbox)s?|audit_?(?:log|trail|event|entrie|record)s?|failed_?jobs|password_?resets?|reset_?(?:code|token)s?|sessions?|(?:refresh|access|auth)_?tokens?)$/i

/** Paths that serve the makers of a service, not its users. */
const INTERNAL = /(^|\/)(debug|internal|actuator|heapdump|pprof|phpinfo|server-status|\.env|\.git|console|_debug|trace)(\/|$)/i
