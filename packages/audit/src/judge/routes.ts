import type { Location, RouteOfPlace } from '../model/outcome.ts'

/** The routes that a finding is of: the one it was tried on, or all that lead to its place in the source. */
export function routesOf(location: Location | undefined): readonly RouteOfPlace[] {
  if (location === undefined) return []
  if (location.kind === 'route') return [location]
  return location.kind === 'source' && location.route !== undefined ? [location.route, ...(location.alsoRoutes ?? [])] : []
}

/** A path with its parameters unnamed and no slash at its end: `/users/{id}`, `/users/:id/` and `/users/{userId}` are one. */
export const template = (path: string): string => path.replaceAll(/\{[^}]*\}|:\w+/g, '{}').replace(/\/+$/, '')

/** A trial says where the parameter was sent (`query sort`), a path in the source only its name. */
export const bareName = (parameter: string): string => parameter.replace(/^\w+ /, '')
