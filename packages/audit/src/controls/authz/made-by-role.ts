import { admitsEverybody, type RouteFact } from '@assay/flow'

const CHANGES: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE'])
const LAST_PARAMETER = /\/\{[^/{}]+\}$/

/**
 * `DELETE /events/{id}` by whoever is signed in, where `POST /events` beside it asks for a role: the route that makes the rows. Not where
 * anybody makes them elsewhere, nor where a condition names the caller.
 */
export function madeByRole(route: RouteFact, all: readonly RouteFact[]): RouteFact | undefined {
  const { method, path, guards, effects } = route
  if (!CHANGES.has(method) || !LAST_PARAMETER.test(path) || effects.some(({ byOwner }) => byOwner)) return undefined
  const real = guards.filter((guard) => !admitsEverybody(guard))
  if (!real.some(({ kind }) => kind === 'authentication') || real.some(({ kind }) => kind !== 'authentication')) return undefined
  const rows = new Set(
    effects.flatMap(({ kind, of, byRequestId }) => ((kind === 'update' || kind === 'delete') && byRequestId && of !== null ? [of] : [])),
  )
  const makers = all.filter((other) => other.effects.some(({ kind, of }) => kind === 'create' && of !== null && rows.has(of)))
  return makers.every(asksRole)
    ? makers.find((other) => other.method === 'POST' && other.path === path.replace(LAST_PARAMETER, ''))
    : undefined
}

function asksRole({ guards }: RouteFact): boolean {
  return guards.some((guard) => guard.kind === 'role' && guard.proof === 'refuses')
}
