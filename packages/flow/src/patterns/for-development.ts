const NOT_IN_PRODUCTION =
  /!==?\s*["']prod(?:uction)?["']|===?\s*["'](?:dev|development|test|testing|local)["']|(?<![!\w.]|\bnot\s)(?:[\w.]+\.)?(?:is_?(?:dev|development|test|local)|DEBUG\b)/i
const LONGEST_BLOCK = 600
const MOST_BLOCKS = 6

/** Whether the statement at `at` stands in a block that is entered outside production only; so many blocks around it are looked at. */
export function isForDevelopment(text: string, at: number, blocks = MOST_BLOCKS): boolean {
  const lines = text.slice(Math.max(0, at - LONGEST_BLOCK), at).split('\n')
  const indent = (line: string): number => line.search(/\S|$/)
  let inside = indent(lines.at(-1) ?? '')
  let left = blocks
  for (const line of lines.slice(0, -1).reverse()) {
    if (line.trim() === '' || indent(line) >= inside) continue
    if (/^\s*(?:\}\s*)?(?:else\s+)?(?:if|elif)\b/.test(line) && NOT_IN_PRODUCTION.test(line)) return true
    inside = indent(line)
    left -= 1
    if (left === 0 || inside === 0) return false
  }
  return false
}
