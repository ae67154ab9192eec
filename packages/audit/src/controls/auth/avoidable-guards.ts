import { type AvoidableGuard, admitsEverybody, type GuardFact, type RouteFact } from '@assay/flow'
import { inventory } from '../../model/evidence.ts'
import type { Finding } from '../../model/outcome.ts'
import { routeText, sourceEvidence, sourceLocation } from '../source-checks.ts'

/** Guards that callers get past by the address they write: once for each test, with the routes that it opens. */
export function judgeAvoidable(guarded: readonly RouteFact[]): Finding[] {
  const found = new Map<string, { readonly guard: GuardFact; readonly by: AvoidableGuard; readonly routes: RouteFact[] }>()
  for (const route of guarded) {
    const asking = route.guards.filter((guard) => guard.kind !== 'ip' && !admitsEverybody(guard))
    for (const guard of asking) {
      if (guard.avoidable === undefined || asking.some(({ kind, avoidable }) => kind === guard.kind && avoidable === undefined)) continue
      const { file, line } = guard.avoidable.place
      const key = `${file}:${line}`
      const known = found.get(key) ?? { guard, by: guard.avoidable, routes: [] }
      // The surest way past is the one that is told.
      const by = WAYS.indexOf(guard.avoidable.how) < WAYS.indexOf(known.by.how) ? guard.avoidable : known.by
      found.set(key, { guard: known.guard, by, routes: [...known.routes, route] })
    }
  }
  return [...found.values()].map(({ guard, by, routes }) => ({
    message: `${guard.name} lets every ${WAY[by.how]} ${by.texts
      .slice(0, 3)
      .map((text) => JSON.stringify(text))
      .join(', ')} pass`,
    cwe: [288, 306],
    confidence: by.how === 'path-may-end' ? 'possible' : 'likely',
    severity: by.how === 'address-contains' ? 'critical' : by.how === 'path-ends' ? 'high' : 'medium',
    location: sourceLocation(by.place),
    evidence: [sourceEvidence(by.place), inventory('routes that it guards', [...new Set(routes.map(routeText))])],
  }))
}

const WAYS: readonly AvoidableGuard['how'][] = ['address-contains', 'path-ends', 'path-may-end']
const WAY: Readonly<Record<AvoidableGuard['how'], string>> = {
  'address-contains': 'address that contains, in its query string too,',
  'path-ends': 'path that ends with',
  'path-may-end': 'path that ends with',
}
