import { type FlowAnalysis, orderedPaths } from '../engine/analyse.ts'
import type { RouteFact, TaintedPath } from '../facts.ts'

/**
 * The paths of an analysis, those from stores among them: where an ordinary request writes what is read, the whole story; where only
 * administrators do, or nobody in sight, at most a possibility; where all who write it rule the weakness out, none.
 */
export function settledPaths(
  { paths, stored }: Pick<FlowAnalysis, 'paths' | 'stored'>,
  routeOf: (path: TaintedPath) => RouteFact | null = () => null,
): readonly TaintedPath[] {
  const settled = stored.flatMap(({ path, written, isValidated, needsWriter }) => {
    const [first, ...ordinary] = written.filter((one) => !isOfAdministration(routeOf(one)))
    if (first !== undefined) return [first, ...ordinary]
    if (!needsWriter) return isValidated ? [] : [path]
    return written
      .slice(0, 1)
      .map((one) => ({ ...one, confidence: 'low' as const, confidenceBecause: 'only administrators are seen to write what is read later' }))
  })
  return orderedPaths([...paths, ...settled])
}

function isOfAdministration(route: RouteFact | null): boolean {
  if (route === null) return false
  // The owner of one company among many is a customer.
  const isOfTenant = route.guards.some(({ kind }) => kind === 'owner')
  const roles = isOfTenant ? OPERATOR : ADMINISTRATOR
  return route.purpose === 'admin' || route.guards.some(({ kind, name }) => kind === 'role' && roles.test(name))
}

const OPERATOR = /staff|super_?user|operator|\broot\b/i
const ADMINISTRATOR = /admin|staff|super_?user|operator|\broot\b|owner|manager|moderator/i
