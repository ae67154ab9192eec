import type { SourceFile } from '../files/read-sources.ts'

/** Measured: a character of Python costs about three times one of JavaScript to parse and lower. */
const WEIGHT = { python: 3, javascript: 1 } as const

/**
 * Two shares that cost about the same, as sets of positions in the list. At most one language is in both, so that few threads load both
 * front ends.
 */
export function shareSources(sources: readonly SourceFile[]): readonly [ReadonlySet<number>, ReadonlySet<number>] {
  const costs = sources.map(({ text, language }) => text.length * WEIGHT[language])
  const half = costs.reduce((sum, cost) => sum + cost, 0) / 2
  const first = new Set<number>()
  const second = new Set<number>()
  let taken = 0
  for (const language of ['python', 'javascript'] as const) {
    for (const [index, source] of sources.entries()) {
      if (source.language !== language) continue
      if (taken < half) first.add(index)
      else second.add(index)
      taken += costs[index] ?? 0
    }
  }
  return [first, second]
}
