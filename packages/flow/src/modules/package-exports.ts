/** Conditions of `exports` in the order we want them: sources first, then what Node would load. */
const CONDITIONS = ['source', 'development', 'import', 'module', 'node', 'require', 'default', 'types']
/** Conditions nest without end in a hostile manifest. */
const MAX_DEPTH = 8

/** The targets that `exports` or `imports` of a package.json give for a subpath (`.`, `./x`, `#x`), best first. */
export function exportTargets(exports: unknown, subpath: string): string[] {
  if (exports === null || exports === undefined) return []
  if (!isRecord(exports) || !Object.keys(exports).some((key) => key.startsWith('.') || key.startsWith('#'))) {
    return subpath === '.' ? collect(exports, 0) : []
  }
  return matchPattern(Object.fromEntries(Object.entries(exports).map(([key, value]) => [key, collect(value, 0)])), subpath)
}

function collect(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value]
  if (depth > MAX_DEPTH) return []
  if (Array.isArray(value)) return value.flatMap((each) => collect(each, depth + 1))
  if (!isRecord(value)) return []
  const known = CONDITIONS.filter((condition) => condition in value)
  const others = Object.keys(value).filter((key) => !CONDITIONS.includes(key))
  return [...known, ...others].flatMap((condition) => collect(value[condition], depth + 1))
}

/**
 * The targets of the pattern that fits best: the exact one, else the one with the longest text before its `*`, which
 * stands for the same text in the target.
 */
export function matchPattern(patterns: Readonly<Record<string, readonly string[]>>, name: string): string[] {
  if (Object.hasOwn(patterns, name)) return [...(patterns[name] ?? [])]
  let best = ''
  let middle: string | null = null
  for (const pattern of Object.keys(patterns)) {
    const star = pattern.indexOf('*')
    if (star < 0 || (middle !== null && star <= best.indexOf('*'))) continue
    const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)]
    if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) continue
    best = pattern
    middle = name.slice(head.length, name.length - tail.length)
  }
  if (middle === null) return []
  const text = middle
  return (patterns[best] ?? []).map((target) => target.replaceAll('*', () => text))
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
