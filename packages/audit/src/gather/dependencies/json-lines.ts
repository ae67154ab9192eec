/** Reading of foreign documents whose shape nobody promises, and the lines they were written on. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/**
 * Finds the line (from 1) of a text, after the line of another where one is given. Look-ups in ascending order cost one pass
 * over the document in all: each search goes on from the last hit.
 */
export function lineFinder(document: string): (text: string, after?: string) => number {
  const starts = [0]
  for (let at = document.indexOf('\n'); at >= 0; at = document.indexOf('\n', at + 1)) starts.push(at + 1)
  let last = 0
  return (text, after) => {
    const from = after === undefined ? last : Math.max(0, document.indexOf(after))
    let at = document.indexOf(text, from)
    if (at < 0) at = document.indexOf(text)
    if (at < 0) return 1
    last = at
    return lineAt(starts, at)
  }
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}
