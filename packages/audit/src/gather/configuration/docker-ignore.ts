/** Whether Docker leaves a path (relative to the context) out of the build context; the last pattern that matches decides. */
export function isLeftOut(patterns: readonly string[], path: string): boolean {
  let leftOut = false
  for (const pattern of patterns) {
    const isException = pattern.startsWith('!')
    const clean = (isException ? pattern.slice(1) : pattern)
      .trim()
      .replace(/^\.?\//, '')
      .replace(/\/+$/, '')
    if (clean !== '' && expressionOf(clean).test(path)) leftOut = !isException
  }
  return leftOut
}

const cache = new Map<string, RegExp>()

/** A pattern also covers all that lies below what it names. */
function expressionOf(pattern: string): RegExp {
  let expression = cache.get(pattern)
  if (expression === undefined) {
    const source = pattern
      .replaceAll(/\*{2,}/g, '**')
      .replaceAll(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll(/\*\*\/|\*\*|\*|\?|\[!/g, (wild) => WILDCARDS[wild] ?? wild)
    try {
      expression = new RegExp(`^${source}(?:/.*)?$`)
    } catch {
      expression = /^$a/
    }
    cache.set(pattern, expression)
  }
  return expression
}

const WILDCARDS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]', '[!': '[^' }

/** The patterns of an ignore file with their lines. */
export function parseIgnoreFile(text: string): { line: number; pattern: string }[] {
  return text
    .split(/\r?\n/)
    .map((pattern, index) => ({ line: index + 1, pattern: pattern.trim() }))
    .filter(({ pattern }) => pattern !== '' && !pattern.startsWith('#'))
}
