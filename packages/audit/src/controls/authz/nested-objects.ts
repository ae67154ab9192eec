import { admitsEverybody, type RouteEffect, type RouteFact } from '@assay/flow'
import type { Finding } from '../../model/outcome.ts'
import { routeFinding, sourceEvidence } from '../source-checks.ts'

/**
 * `PATCH /plots/{plot}/plantings/{planting}` that makes sure of the plot and fetches the planting by its own id alone: it may stand on
 * another plot. What is read must be seen to belong below, what is changed is changed.
 */
export function judgeNested(
  route: RouteFact,
  routes: readonly RouteFact[],
  isPublic: (effect: RouteEffect) => boolean,
): readonly Finding[] {
  const { effects, guards } = route
  const isChecked = guards.some(({ kind }) => kind === 'owner') || effects.some(({ byOwner, namedBy }) => byOwner && namedBy !== 'child')
  if (!isChecked || effects.some(({ namedBy, kind }) => namedBy === 'both' && kind !== 'create')) return []
  const loose = effects.filter(
    (effect) => effect.namedBy === 'child' && effect.byRequestId && ACTS[effect.kind] !== undefined && !isPublic(effect),
  )
  const isChange = loose.some(({ kind }) => kind !== 'read-one')
  const isKnown = loose.some((effect) => effect.isBelow === true || isAskedBelow(effect, routes))
  const [first] = loose
  if (first === undefined || !(isChange || isKnown)) return []
  const worst = loose.find(({ kind }) => kind === 'delete') ?? loose.find(({ kind }) => kind === 'update') ?? first
  const of = worst.of ?? loose.find((effect) => effect.of !== null)?.of ?? 'an object'
  const message = `${ACTS[worst.kind]} ${of} by its own id alone; only what stands above it in the path is checked`
  return [
    routeFinding(route, message, [639], {
      evidence: sourceEvidence(worst.place),
      ...(worst.place.file === route.place.file ? { at: worst.place } : {}),
      confidence: isKnown ? 'likely' : 'possible',
      severity: isKnown && isChange ? 'critical' : 'high',
    }),
  ]
}

/**
 * `UPDATE bookings SET state = ? WHERE id IN (?)` with the ids of a body, below a venue that a guard has asked for: nothing says that the bookings
 * are of that venue. Where the same rows are read first, they may have been looked at.
 */
export function judgeListed(route: RouteFact, routes: readonly RouteFact[]): readonly Finding[] {
  const { effects, guards, path } = route
  if (!path.includes('{') || !guards.some((guard) => guard.kind === 'owner' && !admitsEverybody(guard))) return []
  const isRead = ({ of }: RouteEffect): boolean => effects.some((each) => each.of === of && each.kind.startsWith('read'))
  return effects
    .filter(
      (effect) =>
        (effect.kind === 'update' || effect.kind === 'delete') &&
        effect.byIds === true &&
        effect.byRequestId &&
        (effect.isBelow === true || isAskedBelow(effect, routes)) &&
        effect.namedBy === undefined &&
        !effect.byOwner &&
        !isRead(effect),
    )
    .slice(0, 1)
    .map((effect) =>
      routeFinding(
        route,
        `${ACTS[effect.kind]} ${effect.of ?? 'rows'} by any ids; only what stands above them in the path is checked`,
        [639],
        {
          evidence: sourceEvidence(effect.place),
          confidence: 'likely',
          severity: 'critical',
        },
      ),
    )
}

/**
 * `GET /shops/{shop}/hooks/{id}/deliveries` that lists what belongs to the hook by the hook's id alone, where other routes ask for the hook together
 * with the shop: it may be the hook of another.
 */
export function judgeListedBelow(route: RouteFact, routes: readonly RouteFact[]): readonly Finding[] {
  const { effects, guards, path } = route
  const isGuarded = guards.some((guard) => guard.kind === 'owner' && !admitsEverybody(guard))
  const [, above = ''] = /\/([\w-]+)\/\{\w+\}\/[\w-]+$/.exec(path) ?? []
  const list = effects.find(({ kind, namedBy, byOwner }) => kind === 'read-many' && namedBy === 'child' && !byOwner)
  if (!isGuarded || above === '' || list === undefined || effects.some(({ namedBy }) => namedBy === 'both')) return []
  const isOfAbove = ({ of }: RouteEffect): boolean => of !== null && singular(of) === singular(above)
  const isTied = routes.some((other) => other.effects.some((each) => isOfAbove(each) && each.namedBy === 'both'))
  if (!isTied || effects.some(isOfAbove)) return []
  const message = `lists ${list.of ?? 'rows'} of any ${singular(above)}; elsewhere it is asked for together with what stands above it`
  const at = list.place.file === route.place.file ? { at: list.place } : {}
  return [routeFinding(route, message, [639], { evidence: sourceEvidence(list.place), ...at, confidence: 'likely', severity: 'high' })]
}

/** `/webhooks` is of a webhook, `WebHook` too. */
const singular = (word: string): string =>
  word
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/s$/, '')

const ACTS: Partial<Readonly<Record<RouteEffect['kind'], string>>> = { 'read-one': 'reads', update: 'changes', delete: 'deletes' }

/** The same rows are asked for, or made, with what stands above them elsewhere. */
function isAskedBelow({ of }: RouteEffect, routes: readonly RouteFact[]): boolean {
  return (
    of !== null &&
    routes.some(({ effects }) =>
      effects.some(
        (each) =>
          each.of === of &&
          (each.namedBy === 'both' ||
            (each.kind === 'read-many' && each.byOwner) ||
            (each.namedBy === 'parent' && (each.kind === 'read-many' || each.kind === 'create'))),
      ),
    )
  )
}

/**
 * `DELETE /teams/{team}/notes/{note}` behind a guard of the team and a role in it: whoever has the role has it in the own team alone. A
 * guard that is called after the row itself has asked for the row.
 */
export function isForRoleBelow({ guards, path, purpose }: RouteFact): boolean {
  const segments = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  const child = (segments.at(-1) ?? '').replace(/ies$/, 'y').replace(/s$/, '').toLowerCase()
  const real = guards.filter((guard) => !admitsEverybody(guard))
  const ofParent = real.filter(({ kind, level, name }) => kind === 'owner' && level !== 'handler' && !name.toLowerCase().includes(child))
  return purpose !== 'admin' && ofParent.length > 0 && real.some(({ kind }) => kind === 'role')
}
