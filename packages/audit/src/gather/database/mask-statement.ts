const STRING = /(?:\b[eEbBxXnN])?'(?:[^'\\]|''|\\.)*(?:'|$)/g
const DOLLAR_STRING = /\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)/g
const NUMBER = /(?<![\w$."])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w"])/g
const LONGEST = 2000

/** A statement without its literals: strings and numbers become `?`, parameters and names stay. */
export function maskStatement(text: string): string {
  const masked = text.replaceAll(DOLLAR_STRING, '?').replaceAll(STRING, '?').replaceAll(NUMBER, '?')
  const flat = masked.replaceAll(/\s+/g, ' ').trim()
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}…` : flat
}

/** A line of a plan: literals go, the server's own figures stay. */
export function maskPlanLine(line: string): string {
  const isCondition = /^\s*(?:->\s*)?(?:[\w ]*(?:Cond|Filter|Key|Output|Keys|Cache Key|Recheck)\b[\w ]*):/.test(line)
  return isCondition ? maskCondition(line) : line.replaceAll(STRING, '?')
}

function maskCondition(line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  return indent + maskStatement(line)
}
