import { admitsEverybody, type RouteFact } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { OperationFact, ServiceFact } from '../../model/facts/service.ts'
import { fail, failIfAny, notApplicable, notVerified, type Outcome, pass } from '../../model/outcome.ts'
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
    live(['operations', 'service'], ({ operations, service }) => decideListing(operations, service)),
    fromSource(['source'], ({ source }) => {
      const routes = applicationRoutes(source)
      const old = routes.filter((route) => OLD.test(route.path) || isSuperseded(route, routes) || isLeftBehind(route, routes))
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

const VERSION = /(^|\/)v(\d+)(?=\/)/i

/** `/v1/orders/{id}` beside a guarded `/orders/{id}` or `/v2/orders/{id}`. */
function isSuperseded({ method, path }: RouteFact, routes: readonly RouteFact[]): boolean {
  const version = Number(VERSION.exec(path)?.[2] ?? Number.NaN)
  const bare = (text: string): string => text.replace(VERSION, '').replaceAll(/\{[^}]*\}/g, '{}')
  return (
    !Number.isNaN(version) &&
    routes.some(
      (other) =>
        other.method === method &&
        other.guards.length > 0 &&
        Number(VERSION.exec(other.path)?.[2] ?? Number.POSITIVE_INFINITY) > version &&
        bare(other.path) === bare(path),
    )
  )
}

/** So many guarded routes without a version say what the interface is now. */
const ENOUGH_WITHOUT = 5
const FEW_OF = 10

/** `/api/v1/screens/{name}` that reads rows, where the rest of `/api/` has no version and is guarded: what is left of an older interface. */
function isLeftBehind({ path, effects }: RouteFact, routes: readonly RouteFact[]): boolean {
  const stem = /^(?<stem>\/[^{}]+?)\/v\d+\//i.exec(path)?.groups?.stem
  if (stem === undefined || !effects.some(({ kind }) => kind.startsWith('read'))) return false
  const beside = routes.filter((other) => other.path.startsWith(`${stem}/`))
  const without = beside.filter((other) => !VERSION.test(other.path))
  const guarded = without.filter(({ guards }) => guards.some((guard) => !admitsEverybody(guard)))
  return guarded.length >= ENOUGH_WITHOUT && (beside.length - without.length) * FEW_OF <= without.length
}

const OWN_PAGES: ReadonlySet<string> = new Set(['health', 'metrics', 'docs', 'static'])

/** What answers and is not in the specification, and what is in it and does not answer. */
function decideListing(operations: readonly OperationFact[], { openapi, baseUrl }: ServiceFact): Outcome {
  if (openapi === null) return notVerified('no-data', 'no specification was found that could be compared with what answers')
  const isListed = ({ origins }: OperationFact): boolean => origins.includes('openapi')
  const met = operations.filter(
    ({ origins, purpose, path }) =>
      !origins.includes('graphql') && !OWN_PAGES.has(purpose) && (!isPage(origins) || /\/(?:api|v\d+)\//.test(path)) && path !== '/',
  )
  const unlisted = met.filter((operation) => !isListed(operation) && operation.baselineStatus >= 200 && operation.baselineStatus < 300)
  const absent = met.filter((operation) => isListed(operation) && operation.exists === 'no')
  const [first] = [...unlisted, ...absent]
  const listing = inventory(`operations of ${openapi.from} that answer`, met.filter(isListed).map(keyOf), met.filter(isListed).length)
  if (first === undefined)
    return met.some(isListed) ? pass(listing) : notVerified('no-data', 'the specification lists nothing that could be asked')
  return fail({
    message: [
      ...(unlisted.length === 0 ? [] : [`${unlisted.length} operations answer that ${openapi.from} does not list: ${some(unlisted)}`]),
      ...(absent.length === 0 ? [] : [`${absent.length} operations of ${openapi.from} do not exist: ${some(absent)}`]),
    ].join('; '),
    cwe: [1059],
    severity: 'low',
    confidence: 'confirmed',
    location: { kind: 'repository', subject: openapi.from },
    evidence: [
      inventory('operations that answer and are not listed', unlisted.map(keyOf), undefined, baseUrl),
      inventory('operations that are listed and do not answer', absent.map(keyOf)),
    ],
  })
}

/** What was only met by following links is mostly a page for people. */
function isPage(origins: OperationFact['origins']): boolean {
  return origins.every((origin) => origin === 'crawl')
}

function keyOf({ key }: OperationFact): string {
  return key
}

function some(operations: readonly OperationFact[]): string {
  return `${operations.slice(0, 3).map(keyOf).join(', ')}${operations.length > 3 ? ' ...' : ''}`
}
