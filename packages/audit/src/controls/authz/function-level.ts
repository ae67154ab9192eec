import { admitsEverybody, type BypassedGuard, type GuardFact, type PatternFact, type RouteFact, type SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Trial } from '../../model/facts/service.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import {
  applicationProcedures,
  applicationRoutes,
  filesEvidence,
  patternFinding,
  patternsOf,
  routeFinding,
  routeText,
  unsupported,
} from '../source-checks.ts'
import { decideTrials, placeOf, refusedRoutes, type TrialFinding } from '../trials.ts'
import { madeByRole } from './made-by-role.ts'
import { weakerRole } from './weaker-roles.ts'

export const authzFunctionLevel = defineControl({
  id: 'authz.function-level',
  title: 'Roles are enforced on every privileged function (RBAC)',
  why: 'Protects admin and staff functions.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [285, 863, 862],
    asvs: ['v5.0.0-8.2.1', 'v5.0.0-8.1.1', 'v5.0.0-8.3.1'],
    owaspTop10: ['A01:2021', 'A01:2025'],
    owaspApi: ['API5:2023'],
  },
  documents: ['B-AUTH-07', 'B-AUTHZ-01', 'B-AUTHZ-02', 'B-AUTHZ-04', 'B-AUTHZ-05', 'B-REP-20', 'B-KIT-03', 'SECURITY-003'],
  verifiedBy: {
    live: 'matrix: every route x {anonymous,user,admin} with real tokens; method override and case/slash variants',
    static: 'guard coverage per route; role strings in one place',
  },
  passesWhen: 'full role matrix in the report, no lower role gets 2xx on a privileged route',
  failsWhen: 'vertical escalation observed',
  fix: { python: 'roles_required decorator/dependency, deny by default', node: 'route meta {roles:[..]} + guard, deny by default' },
  effortHours: [4, 16],
  checks: [
    live(
      ['functionAccess'],
      ({ functionAccess }) =>
        decideTrials(functionAccess, {
          probe: 'roles',
          passes: 'administrative operations and other spellings of paths that were refused',
          finding: (trial) => roleFinding(trial, functionAccess.trials),
        }),
      { refutes: ({ functionAccess }) => refusedRoutes(functionAccess, ['role'], [403]) },
    ),
    live(['apiKeys'], ({ apiKeys }) =>
      decideTrials(apiKeys, {
        probe: 'scopes of keys',
        passes: 'writes that a key made to read was refused',
        reads: ({ name }) => name === 'scope',
        finding: (trial) => ({
          message: `${placeOf(trial)}: ${trial.effect}`,
          cwe: [863],
          ...(trial.details.wroteBy === undefined ? {} : { alsoAt: [String(trial.details.wroteBy)] }),
        }),
      }),
    ),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideRoles(source)),
  ],
})

/** Administrative routes that know who calls and never ask what the caller may do. A route without any guard belongs to auth.required-by-default. */
function decideRoles(source: SourceAnalysis): Outcome {
  const all = [...applicationRoutes(source), ...applicationProcedures(source)]
  const routes = all.filter(
    (route) =>
      route.guards.some(({ kind }) => kind !== 'ip') &&
      !tellsOfCaller(route) &&
      (route.purpose === 'admin' ||
        roleAbove(route) !== undefined ||
        openRole(route) !== undefined ||
        strictSibling(route, all) !== undefined ||
        isOverOthers(route)),
  )
  const seen = patternsOf(source, ['role-in-page-only', 'role-claimed', 'role-granted-above', 'scope-without-action'])
  const weaker = all.flatMap((route) => judgeWeaker(route, all))
  if (routes.length === 0 && seen.length === 0 && weaker.length === 0)
    return notApplicable('no guarded administrative route in the source', filesEvidence(source))
  const lacking = routes.filter((route) => !asksRole(route) || roleAbove(route) !== undefined)
  const findings = lacking.map((route) => {
    const above = roleAbove(route)
    if (above !== undefined)
      return routeFinding(route, `${above.name} stands above the decorator that registers the view, and is never asked`, [862], {
        at: above.place,
      })
    const open = openRole(route)
    if (open?.misnamed !== undefined)
      return routeFinding(route, `${open.name} is not asked: the framework reads ${open.misnamed}`, [863], { at: open.place })
    if (open?.isBehind === true)
      return routeFinding(route, `${open.name} stands behind the view among the bases of its class, where nothing asks it`, [862])
    if (open?.isUnread === true)
      return routeFinding(route, `${open.name} names a role, and no guard that reads it is attached`, [862], { at: open.place })
    if (open !== undefined && route.purpose !== 'admin' && !isOverOthers(route))
      return routeFinding(route, `${open.name} refuses no caller whose role it does not name`, [863])
    const strict = route.purpose === 'admin' ? undefined : strictSibling(route, all)
    if (strict !== undefined)
      return routeFinding(route, `${strict.names} asks for a role, this one admits any signed-in caller to what is beside it`, [862])
    const message = `${route.guards.map(({ name }) => name).join(', ')} admits any signed-in caller to an administrative function`
    // A hook of the whole application may look the role up in the route's own options, which its code alone does not show.
    const isCentral = route.guards.every(({ level }) => level === 'application')
    return routeFinding(route, message, [862], isCentral ? { confidence: 'possible', severity: 'medium' } : {})
  })
  const isTold = ({ place }: PatternFact): boolean =>
    lacking.some((route) => route.place.file === place.file && route.place.line === place.line)
  return failIfAny([...findings, ...weaker, ...seen.filter((one) => !isTold(one)).map((one) => patternFinding(one))], () =>
    pass(
      inventory(
        'administrative routes that ask for a role',
        routes.map((route) => `${routeText(route)}  ${route.guards.map(({ name }) => name).join(', ')}`),
      ),
    ),
  )
}

/** A role that decorates what the router has registered already, where nothing else asks for one. */
const roleAbove = ({ bypassed, guards }: RouteFact): BypassedGuard | undefined =>
  guards.some((guard) => guard.kind === 'role' && !admitsEverybody(guard))
    ? undefined
    : bypassed.find(({ kind, how }) => kind === 'role' && how === 'above-route')

function judgeWeaker(route: RouteFact, all: readonly RouteFact[]): readonly Finding[] {
  const weaker = weakerRole(route, all)
  if (weaker === undefined) return []
  const { guard, strict } = weaker
  const message =
    guard === null
      ? `${routeText(strict)} asks for a role, this one takes the same rows away for whoever belongs to them`
      : `${guard.name} lets on whom ${routeText(strict)} refuses`
  return [routeFinding(route, message, [863], guard === null ? {} : { at: guard.place })]
}

/** `GET /admin/me`: what the caller is, which everybody may be told. */
const tellsOfCaller = ({ method, path, effects }: RouteFact): boolean =>
  method === 'GET' && /\/(?:me|whoami)$/i.test(path) && effects.every(({ byOwner }) => byOwner)

/** Acts that one person does to another, or to everybody, as the last word of a path or as the name of a procedure. */
const OVER_OTHERS =
  /^(?:un)?ban(?:[-_]?(?:user|member|account|customer|player))?s?$|^impersonate(?:[-_]?user)?$|^(?:promote|demote)(?:[-_]?(?:user|member|to[-_]?admin))?$|^(?:make|grant|revoke)[-_]?admin$|^(?:set|change|assign|grant|revoke)[-_]?(?:user[-_]?|member[-_]?)?(?:roles?|permissions?)$|^(?:un)?suspend[-_]?(?:user|member|account)s?$|^\w*for[-_]?(?:everyone|every[-_]?body|all[-_]?users)$/i

/** Who takes it back goes on as oneself. */
const ENDS_OWN = /^impersonat/i

/** Who is signed in may do it to anybody: nothing names the caller as the owner of what is acted on. */
function isOverOthers({ path, method, guards, effects }: RouteFact): boolean {
  const last = path.split(/[/.]/).findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
  return (
    method !== 'GET' &&
    method !== 'QUERY' &&
    OVER_OTHERS.test(last) &&
    !(method === 'DELETE' && ENDS_OWN.test(last)) &&
    guards.some((guard) => guard.kind === 'authentication' && !admitsEverybody(guard)) &&
    !effects.some(({ byOwner }) => byOwner)
  )
}

/** A guard of roles that lets everybody pass but those it names. */
function openRole({ guards, method }: RouteFact): GuardFact | undefined {
  const real = guards.some((guard) => guard.kind === 'role' && !admitsEverybody(guard))
  const unread = guards.find(({ isUnread }) => isUnread === true)
  if (unread !== undefined && !real) return unread
  const behind = guards.find(({ kind, isBehind }) => kind === 'role' && isBehind === true)
  if (behind !== undefined && !real) return behind
  if (method === 'GET') return undefined
  return real ? undefined : guards.find(({ kind, proof, level }) => kind === 'role' && proof === 'never-refuses' && level !== 'application')
}

/** Acts that are everybody's on what is shared: to look, to like, to take part, to send in. */
const FOR_EVERYBODY =
  /(?:^|[/_.-])(?:view|like|unlike|love|favou?rite|star|unstar|vote|upvote|downvote|rate|react|follow|unfollow|subscribe|unsubscribe|join|leave|enrol|enroll|register|attend|rsvp|book|reserve|order|buy|purchase|bid|apply|submit|comment|reply|review|report|flag|share|read|seen|ack|dismiss|claim|borrow|return|check-?in|check-?out|donate|pay|me|my|own|mine|profile|preferences|upload|message|invite|request|cancel|withdraw|answer|complete|track|hit|download|preview|quote|estimate|calculate|compute|simulate|validate|search|print|render|convert)(?:[/_.-]|$)/i

/** What everybody does with the own account. */
const OF_ACCOUNT: ReadonlySet<RouteFact['purpose']> = new Set<RouteFact['purpose']>([
  'login',
  'register',
  'refresh',
  'logout',
  'password-reset',
])

/**
 * A route beside this one that changes the same rows and asks for a role, where this one changes any of them for whoever is signed in:
 * `reject` needs a permission, `approve` does not.
 */
function strictSibling(route: RouteFact, all: readonly RouteFact[]): { readonly names: string } | undefined {
  const kept = grantsOneself(route, all) ?? keptForRole(route, all) ?? madeByRole(route, all)
  if (kept !== undefined) return { names: `${kept.method} ${kept.path}` }
  if (!isWrite(route) || !isForAnybody(route) || FOR_EVERYBODY.test(lastWord(route)) || OF_ACCOUNT.has(route.purpose)) return undefined
  const rows = new Set([...changedRows(route), ...mintedRows(route)])
  if (rows.size === 0) return undefined
  const beside = all.filter(
    (other) => other !== route && isWrite(other) && other.place.file === route.place.file && changedRows(other).some((of) => rows.has(of)),
  )
  const strict = beside.find(({ guards }) => guards.some((guard) => guard.kind === 'role' && guard.proof === 'refuses'))
  // Where several go without, the strict one is the exception; an administrative route that does has forgotten it.
  const alike = beside.filter((other) => other !== strict && other.purpose !== 'admin' && isForAnybody(other) && !asksRole(other))
  if (alike.length > 0) return undefined
  const named = strict ?? strictList(route, all, rows)
  return named === undefined ? undefined : { names: `${named.method} ${named.path}` }
}

/** Acts on money and standing that nobody does for oneself, on rows of one's own least of all. */
const GRANTS = /^(?:refund|reimburse|write[-_]?off|waive|approve|void|credit|charge[-_]?back|mark[-_]?(?:as[-_]?)?paid|verify)$/i

/** `POST /invoices/{id}/refund` by whoever the invoice is of, where a route beside it changes invoices for a role alone. */
function grantsOneself(route: RouteFact, all: readonly RouteFact[]): RouteFact | undefined {
  const last = route.path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
  const changes = route.effects.some(({ kind }) => kind === 'update' || kind === 'delete')
  if (!isWrite(route) || !changes || !GRANTS.test(last) || !isSignedIn(route) || asksRole(route)) return undefined
  const rows = new Set(changedRows(route))
  return all.find(
    (other) =>
      other !== route &&
      isWrite(other) &&
      other.place.file === route.place.file &&
      changedRows(other).some((of) => rows.has(of)) &&
      other.guards.some((guard) => guard.kind === 'role' && guard.proof === 'refuses'),
  )
}

/** So many routes of one collection that ask for a role say whom the collection is for. */
const ENOUGH_OF_ROLE = 3
/** Words that are everybody's elsewhere, and here act on what is there for all: a sailing is cancelled. */
const ACTS_ON_ALL = /^(?:cancel|complete|withdraw|close|reopen|publish|archive|delay|reschedule)$/i

/** Every other route of the file and collection asks for a role, and this one changes any row that is named for whoever is signed in. */
function keptForRole(route: RouteFact, all: readonly RouteFact[]): RouteFact | undefined {
  const last = route.path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
  const changes = route.effects.some(({ kind, byRequestId }) => byRequestId && (kind === 'update' || kind === 'delete'))
  if (!isWrite(route) || !changes || !isForAnybody(route) || !(ACTS_ON_ALL.test(last) || !FOR_EVERYBODY.test(lastWord(route))))
    return undefined
  const first = ({ path }: RouteFact): string => path.split('/').find((part) => part !== '' && !/^(?:api|v\d+)$/i.test(part)) ?? ''
  const beside = all.filter((other) => other !== route && other.place.file === route.place.file && first(other) === first(route))
  const isKept = ({ guards }: RouteFact): boolean => guards.some((guard) => guard.kind === 'role' && guard.proof === 'refuses')
  // A guard of roles that lets everybody pass was meant to keep them out.
  const isMeant = ({ guards }: RouteFact): boolean => guards.some(({ kind }) => kind === 'role')
  const kept = beside.filter(isKept)
  return kept.length >= ENOUGH_OF_ROLE && beside.every(isMeant) ? kept[0] : undefined
}

const isSignedIn = ({ guards }: RouteFact): boolean => guards.some((guard) => guard.kind === 'authentication' && !admitsEverybody(guard))

/** The list of the same rows asks for a role, and nothing shows them to whoever is signed in. */
function strictList(route: RouteFact, all: readonly RouteFact[], rows: ReadonlySet<string>): RouteFact | undefined {
  const lists = all.filter(
    (other) =>
      (other.method === 'GET' || other.method === 'QUERY') &&
      other.place.file === route.place.file &&
      other.effects.some(({ kind, of }) => kind.startsWith('read') && of !== null && rows.has(of)),
  )
  const isStrict = ({ guards }: RouteFact): boolean => guards.some((guard) => guard.kind === 'role' && guard.proof === 'refuses')
  return lists.every(isStrict) ? lists[0] : undefined
}

/** Rows that are worth money or rights: to make them is no act of everybody, whoever may change them. */
const OF_WORTH = /voucher|coupon|gift_?card|promo|discount|licen[cs]e|credit|tariff|price|role|permission|grant|entitlement|quota/i

function mintedRows({ effects }: RouteFact): readonly string[] {
  return effects.flatMap(({ kind, of, byOwner }) => (kind === 'create' && !byOwner && of !== null && OF_WORTH.test(of) ? [of] : []))
}

const isWrite = ({ method }: RouteFact): boolean => ['POST', 'PUT', 'PATCH', 'DELETE', 'MUTATION'].includes(method)

/** Signed in and no more: neither a role, nor an owner, nor a condition that names the caller. */
function isForAnybody(route: RouteFact): boolean {
  // What is made beside a change of what is there follows from it.
  const changes = route.effects.some(({ kind }) => kind === 'update' || kind === 'delete')
  return (
    route.guards.some((guard) => guard.kind === 'authentication' && !admitsEverybody(guard)) &&
    !asksRole(route) &&
    route.effects.length > 0 &&
    route.effects.every(({ byOwner, kind, of }) => !byOwner && (kind !== 'create' || changes || OF_WORTH.test(of ?? '')))
  )
}

/** Tables whose rows a route changes, or picks by an id to do something with. */
function changedRows({ effects }: RouteFact): readonly string[] {
  return effects.flatMap(({ kind, of, byRequestId }) =>
    of !== null && (kind === 'update' || kind === 'delete' || (kind === 'read-one' && byRequestId)) ? [of] : [],
  )
}

function lastWord({ path, handler }: RouteFact): string {
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return `${words.at(-1) ?? ''}/${handler.slice(handler.lastIndexOf('.') + 1)}`
}

/** Who must own something is no ordinary caller either. */
function asksRole({ guards }: RouteFact): boolean {
  return guards.some((guard) => ['role', 'owner', 'api-key', 'signature'].includes(guard.kind) && !admitsEverybody(guard))
}

/** An ordinary user on an administrative operation; likely where nobody could show that an administrator is treated otherwise. */
function roleFinding(trial: Trial, all: readonly Trial[]): TrialFinding | null {
  if (trial.details.isBypass === true || trial.details.isEscalation === true)
    return { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [863] }
  const { adminAccepted, anonymousRefused, declaredAccess } = trial.details
  // Another method of the same path, which is refused to users and answered to administrators, says whom it is for.
  const isBesideRefused = all.some(
    (other) => other.path === trial.path && other.name === 'role' && other.saw === 'no-effect' && other.details.adminAccepted === true,
  )
  const isSure =
    adminAccepted === true ||
    (anonymousRefused === true && isBesideRefused) ||
    (anonymousRefused === true && declaredAccess === 'privileged')
  return {
    message: `${trial.method} ${trial.path} is administrative, and ${trial.effect}`,
    cwe: [285],
    confidence: isSure ? 'confirmed' : 'likely',
  }
}
