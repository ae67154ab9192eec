import { admitsEverybody, type GuardFact, type RouteFact } from '@assay/flow'

/** A route that lets on whom those beside it refuse, and the one that is strictest. */
export interface WeakerRole {
  readonly guard: GuardFact | null
  readonly strict: RouteFact
}

/** Acts that settle what somebody has asked for. */
const DECIDES = /^(?:approve|reject|decline|deny|accept|refund|reimburse|pay-?out|settle|release|confirm|verify|void|write-?off|waive)$/i
/** Rows that are rights of people. */
const OF_RIGHTS = /invit|role|permission|grant|api_?key|entitlement|membership/i
const ENOUGH = 2

const last = ({ path }: RouteFact): string => path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
const roleGuard = ({ guards }: RouteFact): GuardFact | undefined =>
  guards.find((guard) => guard.kind === 'role' && guard.proof === 'refuses' && !admitsEverybody(guard))
const touches = ({ effects }: RouteFact, tables: ReadonlySet<string>, kinds: RegExp): boolean =>
  effects.some(({ kind, of }) => of !== null && tables.has(of) && kinds.test(kind))
const tablesOf = ({ effects }: RouteFact, kinds: RegExp): ReadonlySet<string> =>
  new Set(effects.flatMap(({ kind, of }) => (of !== null && kinds.test(kind) ? [of] : [])))

const CHANGES = /^(?:update|delete)$/

/** `approve` for whoever may write, where `reject` beside it is for those who decide; rights that are given by whom their list refuses. */
export function weakerRole(route: RouteFact, all: readonly RouteFact[]): WeakerRole | undefined {
  return decidesForMore(route, all) ?? givesRights(route, all) ?? removesForAnybody(route, all)
}

function decidesForMore(route: RouteFact, all: readonly RouteFact[]): WeakerRole | undefined {
  const guard = roleGuard(route)
  if (guard?.roles === undefined || !DECIDES.test(last(route))) return undefined
  const tables = tablesOf(route, CHANGES)
  const deciding = beside(route, all).filter((other) => DECIDES.test(last(other)) && touches(other, tables, CHANGES))
  return allStricter(guard, deciding, 1)
}

function givesRights(route: RouteFact, all: readonly RouteFact[]): WeakerRole | undefined {
  const guard = roleGuard(route)
  const tables = new Set([...tablesOf(route, /^create$/)].filter((table) => OF_RIGHTS.test(table)))
  if (route.method !== 'POST' || guard?.roles === undefined || tables.size === 0) return undefined
  return allStricter(
    guard,
    beside(route, all).filter((other) => touches(other, tables, /^(?:read-many|update|delete)$/)),
    ENOUGH,
  )
}

/** `DELETE /members/{id}` by any member, where `PATCH /members/{id}` asks for a role: to take away is no less than to change. */
function removesForAnybody(route: RouteFact, all: readonly RouteFact[]): WeakerRole | undefined {
  const tables = tablesOf(route, /^delete$/)
  const real = route.guards.filter((guard) => !admitsEverybody(guard))
  const isAnybody =
    real.length > 0 && real.every(({ kind, level }) => kind === 'authentication' || (kind === 'owner' && level !== 'handler'))
  const changes = route.effects.filter(({ kind }) => CHANGES.test(kind))
  const isSignedIn = real.length > 0 && real.every(({ kind }) => kind === 'authentication')
  const kept = route.method === 'DELETE' && isSignedIn && changes.length > 0 ? keepsMembers(route, all) : undefined
  if (kept !== undefined) return { guard: null, strict: kept }
  if (route.method !== 'DELETE' || !isAnybody || !changes.every(({ ofTenant }) => ofTenant === true)) return undefined
  const strict = beside(route, all).find(
    (other) => /^(?:PUT|PATCH)$/.test(other.method) && other.path === route.path && touches(other, tables, CHANGES) && roleGuard(other),
  )
  return strict === undefined ? undefined : { guard: null, strict }
}

/** `/organisation/members/{id}`: people who belong to something, and what they belong to. */
const OF_MEMBERS = /^(?<whole>.*\/)(?:members|users|people|staff|employees|collaborators)\/\{[^{}]+\}$/

/** Whoever belongs to it removes the others, where a route beside it that changes what they belong to, or invites to it, asks for an owner or a role. */
function keepsMembers(route: RouteFact, all: readonly RouteFact[]): RouteFact | undefined {
  const whole = OF_MEMBERS.exec(route.path)?.groups?.whole
  if (whole === undefined || /^\/(?:api\/)?(?:v\d+\/)?$/.test(whole)) return undefined
  const changing = beside(route, all).filter(({ method, path }) => method !== 'GET' && `${path}/`.startsWith(whole))
  const isKept = ({ guards }: RouteFact): boolean =>
    guards.some((guard) => (guard.kind === 'role' || guard.kind === 'owner') && guard.level !== 'handler' && guard.proof === 'refuses')
  return changing.length >= ENOUGH && changing.every(isKept) ? changing[0] : undefined
}

const beside = (route: RouteFact, all: readonly RouteFact[]): readonly RouteFact[] =>
  all.filter((other) => other !== route && other.place.file === route.place.file)

function allStricter(guard: GuardFact, others: readonly RouteFact[], least: number): WeakerRole | undefined {
  const [strict] = others
  const isStricter = (other: RouteFact): boolean => admitsMore(guard, roleGuard(other))
  return strict !== undefined && others.length >= least && others.every(isStricter) ? { guard, strict } : undefined
}

/** Whether one role guard lets on somebody whom the other refuses. */
function admitsMore({ roles: one }: GuardFact, other: GuardFact | undefined): boolean {
  if (one === undefined || other?.roles?.are !== 'admitted') return false
  const { names } = other.roles
  return one.are === 'refused' || one.names.some((name) => !names.includes(name))
}
