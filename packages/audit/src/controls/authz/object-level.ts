import { admitsEverybody, type RouteEffect, type RouteFact, type SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import {
  applicationProcedures,
  applicationRoutes,
  filesEvidence,
  patternFinding,
  patternsOf,
  routeFinding,
  routeText,
  sourceEvidence,
  sourceLocation,
  unsupported,
} from '../source-checks.ts'
import { decideTrials, refusedRoutes } from '../trials.ts'
import { madeByRole } from './made-by-role.ts'
import { isForRoleBelow, judgeListed, judgeListedBelow, judgeNested } from './nested-objects.ts'
import { showsProfile } from './profile-columns.ts'

export const authzObjectLevel = defineControl({
  id: 'authz.object-level',
  title: "A user cannot read or change another user's objects (BOLA/IDOR)",
  why: 'Protects per-user and per-tenant data.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [639, 863], asvs: ['v5.0.0-8.2.2', 'v5.0.0-8.4.1'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API1:2023'] },
  documents: ['B-AUTHZ-03', 'B-AUTHZ-04'],
  verifiedBy: {
    live: 'two users A/B: B requests ids of A on GET/PUT/DELETE, nested and body ids; also sequential/UUID ids',
    static: 'queries by id without owner filter',
  },
  passesWhen: 'all cross-user accesses 403/404 with per-route record',
  failsWhen: 'any cross-user read or write succeeds',
  fix: { python: 'filter by owner in the query (Model.query.filter_by(id=..,user_id=current))', node: 'where:{id,ownerId:req.user.id}' },
  effortHours: [4, 16],
  checks: [
    live(
      ['objectAccess'],
      ({ objectAccess }) =>
        decideTrials(objectAccess, {
          probe: 'objects of another user',
          passes: 'operations that refused one user the objects of another',
          finding: (trial) =>
            trial.details.isPublic === true ? null : { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [639] },
        }),
      {
        refutes: ({ objectAccess }) => {
          // Refused below the owner's parent says nothing of the same object below another.
          const half = objectAccess.trials.filter(({ details }) => details.isHalfTried === true)
          return refusedRoutes(objectAccess, ['read', 'change', 'delete'], [403, 404]).filter(
            (route) => !half.some(({ method, path }) => method === route.method && path === route.path),
          )
        },
      },
    ),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideOwnership(source)),
  ],
})

const isAt = (location: Finding['location'], { method, path }: RouteFact): boolean =>
  location.kind === 'source' && location.route?.method === method && location.route.path === path

interface ObjectAccess {
  readonly route: RouteFact
  readonly effects: readonly RouteEffect[]
}

/** Objects chosen by an id of the request, on routes for ordinary signed-in callers, whose condition never names the caller. */
function decideOwnership(source: SourceAnalysis): Outcome {
  const routes = [...applicationRoutes(source), ...applicationProcedures(source)]
  const accesses = routes.filter(isForOrdinaryCallers).flatMap((route): ObjectAccess[] => {
    const effects = route.effects.filter(
      (effect) =>
        effect.byRequestId &&
        (effect.kind === 'read-one' || effect.kind === 'update' || effect.kind === 'delete') &&
        !takesFromStock(effect, route),
    )
    return effects.length === 0 ? [] : [{ route, effects }]
  })
  const amongPeers = routes.flatMap((route) => judgePeers(route, routes))
  const nested = routes.filter((route) => accesses.some((access) => access.route === route) || isForRoleBelow(route))
  const below = [
    ...nested.flatMap((route) => judgeNested(route, routes, (effect) => isPublic(effect, routes))),
    ...routes.flatMap((route) => [...judgeListed(route, routes), ...judgeListedBelow(route, routes)]),
  ]
  const overridden = routes.filter(isForOrdinaryCallers).flatMap(judgeOverridden)
  const ofParents = routes.filter(isForOrdinaryCallers).flatMap((route) => judgeLists(route, routes))
  const chosen = patternsOf(source, ['claimed-tenant', 'owner-overridden'])
    .filter(({ kind, details }) => kind === 'owner-overridden' || details.at === 'handler')
    .map((pattern) => patternFinding(pattern, 'high'))
  if (
    accesses.length === 0 &&
    amongPeers.length === 0 &&
    ofParents.length === 0 &&
    below.length === 0 &&
    chosen.length + overridden.length === 0
  )
    return notApplicable('no signed-in route chooses an object by an id of the request', filesEvidence(source))
  const findings = accesses.flatMap(({ route, effects }) => {
    // A check of the owner anywhere in the handler covers its other accesses to the same rows.
    const isChecked = effects.some(({ byOwner }) => byOwner)
    const beyond = isOwnerGuarded(route) ? effects.filter((effect) => isOfAnotherParent(route, effect)) : effects
    const open = isChecked ? [] : beyond.filter((effect) => !isPublic(effect, routes))
    if (below.some(({ location }) => isAt(location, route))) return []
    // What a role makes is nobody's own: that no role is asked for here is judged with the functions.
    if (madeByRole(route, routes) !== undefined) return []
    return open.length === 0 || takesPart(route, open, routes) ? [] : [judgeAccess(route, open, routes)]
  })
  return failIfAny([...findings, ...below, ...amongPeers, ...ofParents, ...chosen, ...overridden], () =>
    pass(
      inventory(
        'routes that choose an object by an id and name the caller',
        accesses.map(({ route, effects }) => `${routeText(route)}  ${effects[0]?.place.snippet ?? ''}`),
      ),
    ),
  )
}

/** `GET /invoices?company=7`: the request says whose rows are meant, and only where it does not, those of the caller are. */
function judgeOverridden(route: RouteFact): readonly Finding[] {
  const open = route.effects.find(
    ({ kind, isOverridden, isPermitted }) => isOverridden === true && isPermitted !== true && kind !== 'create',
  )
  if (open === undefined || isOwnerGuarded(route)) return []
  const message = `${VERBS[open.kind]} ${open.of ?? 'rows'} of whomever the request names; only without a name those of the caller`
  return [routeFinding(route, message, [639], { evidence: sourceEvidence(open.place), confidence: 'likely', severity: 'high' })]
}

/** What there is so many of, and is nobody's own. */
const STOCK = String.raw`\w*(?:seats?|stock|quantity|qty|available|availability|remaining|capacity|inventory|copies|places|slots|views?|likes?|votes?|hits|downloads?|sold|used|uses|counter|\w+_count|\w+Count|\w+_left|\w+Left|\w+_available)`
/** `SET seats = seats - ?`, `{ seats: { decrement: 1 } }`, `F('seats') - 1`. Of balances and points the row says whose they are. */
const TAKES_STOCK = new RegExp(
  [
    String.raw`\bset\s+[\`"]?(${STOCK})[\`"]?\s*=\s*(?:\w+\.)?[\`"]?\1[\`"]?\s*[-+]\s*[^,]+?(?:\bwhere\b|$)`,
    String.raw`\{\s*${STOCK}\s*:\s*\{\s*(?:decrement|increment)\s*:[^{},]*\}\s*\}`,
    String.raw`\$inc\s*:\s*\{\s*${STOCK}\s*:[^{},]*\}`,
    String.raw`\bupdate_fields\s*=\s*[[(]\s*['"]${STOCK}['"]\s*,?\s*[\])]`,
    String.raw`\bF\(\s*['"]${STOCK}['"]\s*\)\s*[-+]`,
  ].join('|'),
  'i',
)

/** Whoever books takes the seats of a course that is nobody's own: the booking is. */
const takesFromStock = ({ kind, place }: RouteEffect, { effects }: RouteFact): boolean =>
  kind === 'update' && TAKES_STOCK.test(place.snippet) && effects.some((other) => other.kind === 'create')

/**
 * Rows that the holders of a role make as their own, changed by any holder of the role: organisers and their events. Where others make
 * the rows, as customers do and agents answer them, the role is there to act on what is not its own.
 */
function judgePeers(route: RouteFact, routes: readonly RouteFact[]): readonly Finding[] {
  const roles = roleGuards(route)
  if (route.purpose === 'admin' || roles.length === 0 || route.effects.some(({ byOwner }) => byOwner)) return []
  const worst = route.effects.find(
    ({ kind, of, byRequestId }) =>
      byRequestId &&
      (kind === 'update' || kind === 'delete') &&
      of !== null &&
      routes.some(
        (other) =>
          sameRoles(roles, roleGuards(other)) && other.effects.some((each) => each.kind === 'create' && each.of === of && each.byOwner),
      ),
  )
  if (worst === undefined || isOwnerGuarded(route)) return []
  const message = `${VERBS[worst.kind]} ${worst.of} by an id of the request, for whoever holds the role; those who make them do so as their own`
  return [routeFinding(route, message, [639], { evidence: sourceEvidence(worst.place), confidence: 'possible', severity: 'medium' })]
}

/** `/hives/{id}/readings`: what stands before the parameter, and the path up to it. */
const PARENT = /^(?<prefix>(?:\/[^/{}]+)*\/(?<parent>[^/{}]+)\/\{[^{}]+\})\/[^{}]+$/

const singular = (word: string): string =>
  word
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/s$/, '')

/**
 * `GET /hives/{id}/readings` that lists whatever belongs to the hive that was named, where another list below the same hive asks first whether
 * it is the caller's, and no route shows the hive of another.
 */
function judgeLists(route: RouteFact, routes: readonly RouteFact[]): readonly Finding[] {
  const { prefix, parent = '' } = PARENT.exec(route.path)?.groups ?? {}
  const list = route.effects.find(({ kind, byRequestId }) => kind === 'read-many' && byRequestId)
  const isAsked = route.effects.some(({ byOwner, isPermitted }) => byOwner || isPermitted === true)
  if (route.method !== 'GET' || prefix === undefined || list === undefined || isAsked || isOwnerGuarded(route)) return []
  const asParent = (each: RouteEffect): boolean => each.of !== null && singular(each.of) === singular(parent) && each.kind === 'read-one'
  if (route.effects.some(asParent)) return []
  const below = routes.filter((other) => other !== route && other.method === 'GET' && other.path.startsWith(prefix))
  const asking = below.filter(({ effects }) => effects.some((each) => asParent(each) && each.byRequestId && each.byOwner))
  const shows = routes.some(({ effects }) => effects.some((each) => asParent(each) && each.byRequestId && !each.byOwner))
  const isOpen = routes.some((other) => other.guards.every(admitsEverybody) && other.effects.some((each) => each.of === list.of))
  if (asking.length === 0 || shows || isOpen || (list.of !== null && isManaged(list.of, routes))) return []
  const message = `lists ${list.of ?? 'rows'} of any ${singular(parent)}; ${routeText(asking[0] ?? route)} asks first whose it is`
  return [routeFinding(route, message, [639], { evidence: sourceEvidence(list.place), confidence: 'likely', severity: 'high' })]
}

function roleGuards({ guards }: RouteFact): readonly string[] {
  return guards.filter((guard) => guard.kind === 'role' && !admitsEverybody(guard)).map(({ name }) => name)
}

const sameRoles = (one: readonly string[], other: readonly string[]): boolean =>
  other.length > 0 && one.every((name) => other.includes(name))

/** Administrators choose among all objects; who logs in or resets names an account that is not yet theirs. */
const OWN_BY_NATURE: readonly RouteFact['purpose'][] = ['admin', 'login', 'register', 'refresh', 'logout', 'password-reset']

/** `POST /session` makes the session that a guard would ask for. */
const OPENS_SESSION = /\/(?:sessions?|tokens?)$/

function isForOrdinaryCallers({ guards, purpose, method, path }: RouteFact): boolean {
  if (method === 'POST' && OPENS_SESSION.test(path)) return false
  const real = guards.filter((guard) => !admitsEverybody(guard))
  return (
    !OWN_BY_NATURE.includes(purpose) &&
    real.some(({ kind }) => kind === 'authentication') &&
    // A role that is named and not asked for is judged with the functions: any object is meant.
    !guards.some(({ isUnread }) => isUnread === true) &&
    !real.some(({ kind }) => kind === 'role' || kind === 'signature')
  )
}

function isOwnerGuarded({ guards }: RouteFact): boolean {
  return guards.some((guard) => guard.kind === 'owner' && guard.ofCallerAlone !== true && !admitsEverybody(guard))
}

const LONGEST_SNIPPET = 240

/**
 * `DELETE /teams/{teamId}/members/{memberId}` behind a guard of the team that deletes by the member alone: it may belong to another
 * team. Only where the guard is named after what stands above, and the statement names nothing of it.
 */
function isOfAnotherParent({ path, guards }: RouteFact, { kind, place }: RouteEffect): boolean {
  const words = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.replace(/_?(?:id|uuid|slug)$/i, '').toLowerCase())
  const [parent, child] = words.slice(-2)
  if (words.length < 2 || parent === undefined || child === undefined || parent.length < 3 || child.length < 3) return false
  const named = guards.filter((guard) => guard.kind === 'owner').map(({ name }) => name.toLowerCase())
  const isOfParent = named.length > 0 && named.every((name) => name.includes(parent) && !name.includes(child))
  const statement = place.snippet.toLowerCase()
  return isOfParent && kind !== 'read-one' && statement.length < LONGEST_SNIPPET && !statement.includes(parent)
}

/** Business of two parties: a route that shows it to strangers has forgotten its guard. */
const OF_TWO =
  /order|payment|invoice|booking|reservation|appointment|wallet|parcel|shipment|deliver(?:y|ies)|prescription|payslip|payout|expense|receipt|reimbursement|refund|payroll|loan|contract/i

/** What strangers may read is nobody's own; writing it still needs an owner. */
function isPublic(effect: RouteEffect, routes: readonly RouteFact[]): boolean {
  const { kind, of } = effect
  if (!kind.startsWith('read') || of === null) return false
  if (isManaged(of, routes) || isShownToAll(of, routes) || showsProfile(effect)) return true
  if (OF_TWO.test(of) && isOwnedElsewhere(effect, routes)) return false
  return routes.some(
    (route) =>
      route.guards.length === 0 &&
      // Who signs in is looked up, and shown to nobody.
      !OWN_BY_NATURE.includes(route.purpose) &&
      !BY_CODE.test(route.path) &&
      route.effects.some((each) => each.of === of && each.kind.startsWith('read') && each.bySecret !== true),
  )
}

/** `/track/{code}`: who has been given the code sees the one thing behind it. */
const BY_CODE = /\{\w*(?:code|token|secret|key|hash|share_?id)\}/i

/**
 * Rows that whoever is signed in may list, whoever made them: entries of a shared board, free places. What some list as their own, and
 * business of two parties, is not among them.
 */
function isShownToAll(of: string, routes: readonly RouteFact[]): boolean {
  if (OF_TWO.test(of) || PERSONAL.test(of)) return false
  const reads = routes
    .filter(isForOrdinaryCallers)
    .flatMap(({ effects }) => effects.filter((each) => each.of === of && each.kind.startsWith('read')))
  return reads.some(({ kind, byOwner }) => kind === 'read-many' && !byOwner) && !reads.some(({ byOwner }) => byOwner)
}

/** What tells of a person, however it is listed. */
const PERSONAL =
  /user|account|member|customer|patient|employee|profile|message|document|file|note|address|card|record|transaction|statement|salary|payslip/i

/** Rows that only administrators write, and that nobody asks for as their owner, are the same for everybody. */
function isManaged(of: string, routes: readonly RouteFact[]): boolean {
  const touching = routes.flatMap((route) => route.effects.filter((effect) => effect.of === of).map((effect) => ({ route, effect })))
  const writes = touching.filter(({ effect }) => WRITES.includes(effect.kind))
  const isPrivileged = ({ guards, purpose }: RouteFact): boolean =>
    purpose === 'admin' || guards.some((guard) => guard.kind === 'role' && !admitsEverybody(guard))
  return writes.length > 0 && writes.every(({ route }) => isPrivileged(route)) && !touching.some(({ effect }) => effect.byOwner)
}

const WRITES: readonly RouteEffect['kind'][] = ['create', 'update', 'delete']

/** Who likes, joins or answers something adds a row of its own to what others share. */
function takesPart(route: RouteFact, open: readonly RouteEffect[], routes: readonly RouteFact[]): boolean {
  const adds = route.effects.some(({ kind, byOwner, of }) => kind === 'create' && byOwner && open.every((effect) => effect.of !== of))
  return adds && open.every((effect) => effect.kind === 'read-one' && !isOwnedElsewhere(effect, routes))
}

function isOwnedElsewhere({ of }: RouteEffect, routes: readonly RouteFact[]): boolean {
  return of !== null && routes.some((other) => other.effects.some((each) => each.of === of && each.byOwner))
}

/** Elsewhere the same table is asked with its owner: then this place forgot it. Otherwise it may be shared by design. */
function judgeAccess(route: RouteFact, open: readonly RouteEffect[], routes: readonly RouteFact[]): Finding {
  const isOwned = (effect: RouteEffect): boolean => isOwnedElsewhere(effect, routes)
  const ranked = open.toSorted((a, b) => Number(isOwned(b)) - Number(isOwned(a)) || RANK.indexOf(a.kind) - RANK.indexOf(b.kind))
  const worst = ranked[0] ?? open[0]
  const isWrite = worst?.kind === 'update' || worst?.kind === 'delete'
  const isKnownOwned = worst !== undefined && isOwned(worst)
  const acts = [...new Set(ranked.map(({ kind, of }) => `${VERBS[kind]} ${of ?? 'an object'}`))].join(', ')
  const finding = routeFinding(route, `${acts} by an id of the request; no condition names the caller`, [639], {
    ...(worst === undefined ? {} : { evidence: sourceEvidence(worst.place) }),
    ...(worst !== undefined && WITHOUT_TABLE.test(route.framework) && worst.place.file === route.place.file ? { at: worst.place } : {}),
    confidence: isKnownOwned ? 'likely' : 'possible',
    severity: isKnownOwned ? 'critical' : isWrite ? 'high' : 'medium',
  })
  // A procedure stands where its function begins, which may be long before the access.
  const isProcedure = route.method === 'QUERY' || route.method === 'MUTATION'
  if (!isProcedure || worst === undefined || worst.place.file !== route.place.file) return finding
  return { ...finding, location: sourceLocation(worst.place, { method: route.method, path: route.path }) }
}

/** Functions that are called by their name: no table of routes shows where they begin, so the access itself is shown. */
const WITHOUT_TABLE = /^(?:lambda|server-action)$/

const RANK: readonly RouteEffect['kind'][] = ['delete', 'update', 'read-one']
const VERBS: Readonly<Record<RouteEffect['kind'], string>> = {
  'read-one': 'reads',
  'read-many': 'lists',
  create: 'creates',
  update: 'changes',
  delete: 'deletes',
  send: 'sends',
  file: 'opens',
  process: 'runs',
}
