import type { RouteEffect, RouteFact, SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import {
  applicationProcedures,
  applicationRoutes,
  filesEvidence,
  patternFinding,
  patternsOf,
  routeFinding,
  routeText,
  sourceEvidence,
  unsupported,
} from '../source-checks.ts'
import { absentFrom, decideTrials } from '../trials.ts'

export const apiPagination = defineControl({
  id: 'api.pagination',
  title: 'List endpoints are paginated with a maximum',
  why: 'Protects memory, DB, data scraping.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [770], asvs: ['v5.0.0-15.2.2', 'v5.0.0-15.1.3'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-API-08'],
  verifiedBy: {
    live: 'limit=1000000, limit=-1, no limit; response size and count; p95 by page size',
    static: '.all() / find() without limit in handlers',
  },
  passesWhen: 'page size capped (documents: default 20, max 100) on every list route',
  failsWhen: 'unbounded list',
  fix: { python: 'paginate(max_per_page=100)', node: 'zod max(100) + LIMIT' },
  effortHours: [1, 4],
  checks: [
    live(
      ['pagination', 'operations'],
      ({ pagination, operations }, { thresholds }) =>
        absentFrom(operations, pagination, 'no operation answers a list') ??
        decideTrials(pagination, {
          probe: 'page sizes',
          passes: 'lists whose size is capped',
          finding: (trial) => {
            const { plainItems, hugeItems, negativeItems, isWhole } = trial.details
            const largest = Math.max(Number(plainItems), Number(hugeItems), Number(negativeItems))
            return largest > thresholds.pageSize || isWhole === true
              ? { message: `${trial.method} ${trial.path} gives ${largest} objects at once: ${trial.effect}`, cwe: [770] }
              : null
          },
        }),
    ),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideBounds(source)),
  ],
})

/** Things of which whoever signs in has a handful: what lies in a cart, where parcels go, which keys and devices there are. */
const FEW_OF_CALLER =
  /^(?:\w+_)?(?:(?:shopping_?)?(?:cart|basket)(?:_?(?:item|line|entr(?:y|ie))s?)?|address(?:es)?|(?:address_?book)|sessions?|(?:api_?|access_?|refresh_?)?tokens?|credentials?|api_?keys?|passkeys?|devices?|webhooks?|preferences?)$/
/** What a service is set up with, of which no caller makes more. */
const SET_UP =
  /^(?:(?:feature_?)?(?:flag|toggle)s?|(?:app_?|site_?)?settings?|roles?|permissions?|plans?|countr(?:y|ies)|currenc(?:y|ies)|languages?|locales?|time_?zones?)$/

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

/** Rows that are few whatever anybody does: a handful of the caller's own, or those that the service was set up with. */
function isFew({ of, byOwner }: RouteEffect, routes: readonly RouteFact[]): boolean {
  if (of === null) return false
  const name = snake(of)
  if (byOwner && FEW_OF_CALLER.test(name)) return true
  return SET_UP.test(name) && !routes.some(({ effects }) => effects.some((each) => each.kind === 'create' && each.of === of))
}

function decideBounds(source: SourceAnalysis): Outcome {
  const routes = [...applicationRoutes(source), ...applicationProcedures(source)]
  const lists = routes.flatMap((route) =>
    route.method === 'GET' || route.method === 'QUERY' || (route.method === 'ANY' && route.framework === 'django')
      ? route.effects.filter(({ kind }) => kind === 'read-many').map((effect) => ({ route, effect }))
      : [],
  )
  const open = lists.filter(({ effect }) => !effect.isBounded && !isFew(effect, routes))
  const findings = [...Map.groupBy(open, ({ route }) => route).entries()].map(([route, [first, ...others]]) => {
    const all = [first, ...others]
    const listed = all.map((one) => one?.effect.of ?? 'rows')
    const isUnseen = all.every((one) => one !== undefined && isOfHelper(one))
    return routeFinding(
      route,
      `lists ${[...new Set(listed)].join(', ')} without a limit${isUnseen ? ' that is in sight' : ''}`,
      [770],
      first === undefined
        ? {}
        : {
            evidence: sourceEvidence(first.effect.place),
            ...(isFarInside(route, first.effect) ? { at: first.effect.place } : {}),
            ...(isUnseen ? { confidence: 'possible', severity: 'low' } : {}),
          },
    )
  })
  const sizes = patternsOf(source, ['page-size-open']).map((pattern) => patternFinding(pattern))
  return failIfAny([...findings, ...sizes], () =>
    lists.length === 0
      ? notApplicable('no route lists rows of a store', filesEvidence(source))
      : pass(
          inventory(
            'list routes with a limit',
            lists.map(({ route }) => routeText(route)),
          ),
        ),
  )
}

/** Rows of no table that we know, asked for elsewhere: the helper was given a statement that we have not read. */
const isOfHelper = ({ route, effect }: { readonly route: RouteFact; readonly effect: RouteEffect }): boolean =>
  effect.of === null && effect.place.file !== route.place.file

/** Lines of a handler after which its head no longer shows what is meant. */
const NEAR_LINES = 3
const LONGEST_HANDLER = 60

/** A query further down in the handler itself is shown where it stands. */
function isFarInside({ place, method }: RouteFact, effect: RouteEffect): boolean {
  const lines = effect.place.line - place.line
  // A resolver has no line that registers it.
  const near = method === 'QUERY' ? 0 : NEAR_LINES
  return effect.place.file === place.file && lines > near && lines < LONGEST_HANDLER
}
