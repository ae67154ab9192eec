import type { FlowStep, Place, RouteFact, SourceAnalysis } from '@assay/flow'
import { maskSecrets } from './secrets/gather-secrets.ts'

/** The analysis with every snippet masked: source lines are evidence, and evidence never shows a secret. */
export function maskAnalysis(analysis: SourceAnalysis): SourceAnalysis {
  const masked = new Map<string, string>()
  const place = (original: Place): Place => {
    const key = `${original.file}\n${original.snippet}`
    const snippet = masked.get(key) ?? maskSecrets(original.snippet, original.file)
    masked.set(key, snippet)
    return snippet === original.snippet ? original : { ...original, snippet }
  }
  const step = ({ place: at, what }: FlowStep): FlowStep => ({ place: place(at), what })
  const maskRoute = (route: RouteFact): RouteFact => ({
    ...route,
    place: place(route.place),
    guards: route.guards.map((guard) => ({ ...guard, place: place(guard.place) })),
    bypassed: route.bypassed.map((guard) => ({ ...guard, place: place(guard.place) })),
    effects: route.effects.map((effect) => ({ ...effect, place: place(effect.place) })),
  })
  return {
    ...analysis,
    paths: analysis.paths.map((path) => {
      const [first, ...rest] = path.steps
      return { ...path, source: place(path.source), sink: place(path.sink), steps: [step(first), ...rest.map(step)] }
    }),
    patterns: analysis.patterns.map((pattern) => ({
      ...pattern,
      message: maskSecrets(pattern.message, pattern.place.file),
      place: place(pattern.place),
    })),
    examined: analysis.examined.map((examined) => ({ ...examined, places: examined.places.map(place) })),
    routes: analysis.routes.map(maskRoute),
    procedures: analysis.procedures.map(maskRoute),
  }
}
