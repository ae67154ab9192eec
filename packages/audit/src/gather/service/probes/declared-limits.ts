import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'

/** Limits that the source declares for the operation. */
export function limitsInSource(probing: Probing, operation: Operation | null): string {
  if (operation === null) return ''
  const own = probing.routes.filter(
    (route) => route.method === operation.method && route.place.file === operation.file && route.place.line === operation.line,
  )
  return [...new Set(own.flatMap((route) => route.rateLimits))].join(', ')
}

/** Requests of each limit in the words of the source: `5 per minute`, `100/hour`, `limit: 60`. */
export function numbersIn(words: string): readonly number[] {
  const written = [...words.matchAll(/\b(\d+)\s*(?:\/|per\b|in\b)|\b(?:max|limit|points|times|requests)\w*['"]?\s*[:=]\s*(\d+)\b/gi)]
  return written.map((match) => Number(match[1] ?? match[2])).filter((count) => count > 0)
}
