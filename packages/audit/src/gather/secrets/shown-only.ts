import { COMMENT } from './raw-secret.ts'

/** Whether a text of code only shows a value to its reader, or is no text that people write. */
export type Shown = 'documentation' | 'comment' | 'bundle' | 'message' | null

/** Longer lines of code are the work of a bundler, where a name and the literal after it need not belong together. */
const LONGEST_WRITTEN_LINE = 1500

/** What stands at `offset`; `text` is the whole file. Documentation: a block of documentation of any language, a docstring, a help text. */
export function shownAt(text: string, offset: number, file: string): Shown {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  if (DOC_LINE.test(before)) return 'documentation'
  if (/\.pyi?$/.test(file) && isInDocstring(text, offset)) return 'documentation'
  if (isInExample(text, offset)) return 'documentation'
  if (COMMENT.test(before)) return 'comment'
  const lineEnd = text.indexOf('\n', offset)
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd)
  if (line.length > LONGEST_WRITTEN_LINE) return 'bundle'
  if (isInProse(before, line)) return 'documentation'
  return isInMessage(before, line) ? 'message' : null
}

/** Characters before a value in which the brackets round it are looked for. */
const MAX_AROUND = 6000
/** What the documentation of an interface is written with: drf-spectacular, drf-yasg, Nest, examples of OpenAPI. */
const SHOWS =
  /(?:\bOpenApi(?:Example|Response)|\b(?:extend_schema|swagger_auto_schema)|@Api(?:Property|Response|Body|Operation|Query|Param|Header)\w*|\bopenapi_examples\s*=\s*|["']?\b(?:openapi_)?examples?["']?\s*[:=]\s*)$/

/** Whether a value stands in an example that documents an interface. */
function isInExample(text: string, offset: number): boolean {
  const around = text.slice(Math.max(0, offset - MAX_AROUND), offset)
  if (!/example|openapi|swagger|extend_schema|@Api/i.test(around)) return false
  let depth = 0
  for (let index = around.length - 1; index >= 0; index -= 1) {
    const char = around[index] ?? ''
    if (')]}'.includes(char)) depth += 1
    else if ('([{'.includes(char)) {
      if (depth > 0) depth -= 1
      else if (SHOWS.test(around.slice(Math.max(0, index - 60), index))) return true
    }
  }
  return false
}

/** `log.debug('session = { secret: \'...\' }')`, and a line of a longer text: `'  login({ password: \'...\' })\n' +`. */
function isInMessage(before: string, line: string): boolean {
  if (!/\\["'`]$/.test(before)) return false
  return LOGGED.test(before) || (/^\s*["'`]/.test(line) && /\\n["'`]\s*\+?\s*$/.test(line))
}

/** A line of a longer text that shows how something is written: `"export SECRET_KEY='my-secret-key'\n"`, `"'scheme://name:word@host'"`. */
function isInProse(before: string, line: string): boolean {
  const quote = /^\s*[fFrRbBuU]?(["'`])/.exec(line)?.[1]
  if (quote === undefined || before.trimStart().length < 2) return false
  const ends = new RegExp(`${quote}\\s*[+,)]?\\s*$`).test(line)
  return ends && before.split(quote).length === 2 && PROSE.test(line)
}

/** Words that people read, or a command that they are shown. */
const PROSE = /\bexport \w+=|[a-z]{2,} [a-z]{2,}(?: [a-z]{2,}|[.,!])/

const LOGGED = /\b(?:log|logger|console)(?:\.\w+)?\(\s*["'`](?:\\.|[^"'`\\])*$/

/** A line of a block comment that each line begins with a star. */
const DOC_LINE = /^\s*\*(?!\/)/

const STRINGS = /#[^\n]*|("""|''')(?:[^\\]|\\[\s\S])*?\1|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/g
/** What stands before a text that is read by people: nothing, or the name of a help text. */
const BEFORE_HELP = /\b(?:help|description|epilog|usage|doc|__doc__)\s*=\s*(?:[\w.]+\(\s*)?[rRuU]?$/
const BEFORE_STATEMENT = /(?:^|[:\n)\]}\w"'])\s*$/

function isInDocstring(text: string, offset: number): boolean {
  for (const match of text.matchAll(STRINGS)) {
    if (match.index > offset) return false
    if (match[1] === undefined || match.index + match[0].length <= offset) continue
    const before = text.slice(Math.max(0, match.index - 200), match.index)
    const line = before.slice(before.lastIndexOf('\n') + 1)
    return BEFORE_HELP.test(before) || (/^\s*[rRuU]?$/.test(line) && BEFORE_STATEMENT.test(before.slice(0, before.length - line.length)))
  }
  return false
}
