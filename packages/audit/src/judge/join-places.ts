import { inventory } from '../model/evidence.ts'
import type { RouteOfPlace } from '../model/outcome.ts'
import { SEVERITIES, type Severity } from '../model/words.ts'
import type { JudgedFinding } from './combine.ts'
import { routesOf } from './routes.ts'

/**
 * The routes of one place, such as the methods of a view that is one class, have one defect that is repaired there: the gravest of its
 * findings speaks for all and lists their routes. What stronger evidence settled stays apart from what it did not.
 */
export function joinPlaces(judged: readonly JudgedFinding[], severity: Severity): readonly JudgedFinding[] {
  const groups = Map.groupBy(judged, (one) => placeKey(one) ?? one)
  return [...groups.values()].flatMap((group) => joined(group, severity))
}

function placeKey({ finding: { location, cwe, evidence }, method, contradicted }: JudgedFinding): string | null {
  if (location.kind !== 'source' || location.route === undefined) return null
  // Paths of values were joined where they are one defect.
  if (evidence[0].kind === 'path') return null
  return JSON.stringify([location.file, location.line, location.endLine, location.symbol, cwe[0], method, contradicted])
}

function joined(group: readonly JudgedFinding[], severity: Severity): readonly JudgedFinding[] {
  const rank = ({ finding }: JudgedFinding): number => SEVERITIES.indexOf(finding.severity ?? severity)
  const [worst, ...others] = group.toSorted((a, b) => rank(a) - rank(b))
  if (worst === undefined || others.length === 0 || worst.finding.location.kind !== 'source') return group
  const { finding } = worst
  const routes = distinct([worst, ...others].flatMap((one) => routesOf(one.finding.location)))
  const [, ...alsoRoutes] = routes
  // Two findings of one route are two matters that share a line.
  if (routes.length < group.length) return group
  const [first, ...rest] = finding.evidence
  const more = `${alsoRoutes.length} more ${alsoRoutes.length === 1 ? 'route' : 'routes'}`
  const listed = inventory(
    'routes of this place',
    routes.map(({ method, path }) => `${method} ${path}`),
  )
  return [
    {
      ...worst,
      finding: {
        ...finding,
        message: `${finding.message}; the same for ${more} of this place`,
        location: { ...worst.finding.location, alsoRoutes },
        evidence: [first, ...rest, listed],
      },
    },
  ]
}

function distinct(routes: readonly RouteOfPlace[]): readonly RouteOfPlace[] {
  const known = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]))
  return [...known.values()]
}
