import type { Examined, PatternFact } from '../facts.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import type { Reader } from '../routes/reader.ts'

export interface ReadPatterns {
  readonly patterns: readonly PatternFact[]
  readonly examined: readonly Examined[]
}

/** Every pattern of the program and what was examined and found right, sorted by place. */
export function readPatterns(reader: Reader, routes: readonly ReadRoute[]): ReadPatterns {
  void reader
  void routes
  return { patterns: [], examined: [] }
}
