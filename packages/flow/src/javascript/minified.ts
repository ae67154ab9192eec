/** Lines that no person writes. */
const LONG_LINE = 500
/** Files shorter than this are read whatever they look like. */
const MIN_LENGTH = 2_000
/** Share of parentheses, semicolons, assignments and dots above which a long line is code rather than data. */
const CODE_DENSITY = 0.1
/** Written code has a space in seven characters; minified code one in twenty. */
const MAX_SPACES = 0.1

/** Whether the text is minified code: most of it stands in long lines dense with calls and assignments. Tables of data are not. */
export function isMinified(text: string): boolean {
  if (text.length < MIN_LENGTH) return false
  let dense = 0
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    if (end - start > LONG_LINE && (isDense(text, start, end) || isProgram(text, start, end))) dense += end - start
    start = end + 1
  }
  return dense > text.length / 2
}

/** Looks at up to 4,000 characters spread over the line. */
function isDense(text: string, start: number, end: number): boolean {
  const step = Math.max(1, Math.floor((end - start) / 4_000))
  let seen = 0
  let punctuation = 0
  let spaces = 0
  for (let at = start; at < end; at += step) {
    const code = text.charCodeAt(at)
    seen++
    if (code === 32 || code === 9) spaces++
    // ( ) . ; =
    else if (code === 40 || code === 41 || code === 46 || code === 59 || code === 61) punctuation++
  }
  return punctuation / seen > CODE_DENSITY && spaces / seen < MAX_SPACES
}

/** Lines that are longer than any table and hold functions: texts and tables among them do not make them written by hand. */
const LONGEST_LINE = 20_000
const LEAST_FUNCTIONS = 20

function isProgram(text: string, start: number, end: number): boolean {
  if (end - start < LONGEST_LINE) return false
  const line = text.slice(start, end)
  let functions = 0
  for (const _ of line.matchAll(/\bfunction\b *\w*\(|\)=>|\breturn\b/g)) if (++functions >= LEAST_FUNCTIONS) return true
  return false
}
