import type { Scope } from '../engine/program.ts'
import { isServed, type Reader } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'

/** `const changes = parse(profile, req.body)`, `const changes = profile.parse(req.body)`: the variable and the name of the schema. */
const BODY = String.raw`(?:req|request|ctx\.request)\.body\b`
const PARSED = [
  new RegExp(String.raw`\bconst\s+(\w+)\s*(?::[^=\n]+)?=\s*(?:await\s+)?[\w.]+\(\s*(\w+)\s*,\s*${BODY}`),
  new RegExp(String.raw`\bconst\s+(\w+)\s*(?::[^=\n]+)?=\s*(?:await\s+)?(\w+)\.parse(?:Async)?\(\s*${BODY}`),
]
const WRITES_KEYS = /\bObject\.(?:keys|entries)\(/
const STATEMENT = /\b(?:UPDATE|INSERT)\b/
/** Whether names are compared with those that there are, or that may be written. */
const COMPARES = /\.(?:has|includes|indexOf)\(|\bhasOwn|\bin\s+\w*(?:columns|fields)\b|PRAGMA/i

/** A schema that keeps what it does not name, and a repository that makes a column of every name: the body says which columns are written. */
export function looseColumns(context: PatternContext): void {
  const { reader } = context
  const seen = new Set<Scope['function']>()
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.method === 'GET' || seen.has(handler.function) || !isServed(reader, handler.module.file)) continue
    if (handler.module.language !== 'javascript') continue
    seen.add(handler.function)
    const text = sourceOf(reader, handler)
    const [whole, variable = '', schema = ''] = PARSED.map((parsed) => parsed.exec(text)).find((found) => found !== null) ?? []
    const declared = whole === undefined ? null : looseSchema(reader.textOf(handler.module.file), schema)
    if (whole === undefined || declared === null || !writesNames(reader, handler, text, variable)) continue
    const route = `${fact.method} ${fact.path}`
    const taken = new RegExp(String.raw`\bdelete\s+${variable}\[`).exec(text)
    const at = handler.function.start + (taken?.index ?? text.indexOf(whole))
    context.emit(handler, at, at + (taken?.[0] ?? whole).length, {
      kind: 'mass-assignment-pattern',
      cwe: 915,
      message:
        taken === null
          ? `${route} writes every column that the body names`
          : `${route} writes every column that the body names but those of a list: what the list forgets is the caller's to set`,
      details: { route },
      confidence: 'high',
    })
    context.emit(handler, declared, declared + schema.length, {
      kind: 'type-unasked',
      cwe: 20,
      message: `${route} fails where the body names a column that there is not: the schema keeps names that it does not know`,
      details: { route },
      confidence: 'medium',
    })
  }
}

const sourceOf = (reader: Reader, { module, function: fn }: Scope): string => reader.textOf(module.file).slice(fn.start, fn.end)

/** Where a schema is declared that keeps what it does not name; null for others. */
function looseSchema(text: string, name: string): number | null {
  const found = new RegExp(String.raw`\bconst\s+${name}\s*(?::[^=\n]+)?=\s*`).exec(text)
  if (found === null) return null
  const chain = chainAt(text, found.index + found[0].length)
  return /^z\s*\.\s*looseObject\(|\.(?:passthrough|loose|catchall)\(/.test(chain) ? found.index : null
}

/** A chain of calls without what is in their parentheses: `z.object().passthrough()`. */
function chainAt(text: string, start: number): string {
  let depth = 0
  let chain = ''
  for (let at = start; at < text.length; at += 1) {
    const one = text[at] as string
    if (/[)\]}]/.test(one)) depth -= 1
    if (depth < 0 || (depth === 0 && (one === ';' || (one === '\n' && !/^\s*\./.test(text.slice(at + 1)))))) break
    if (depth === 0) chain += one
    if (/[([{]/.test(one)) depth += 1
  }
  return chain
}

/** Whether the handler hands the whole object to what writes its names into a statement, and compares none of them. */
function writesNames(reader: Reader, handler: Scope, text: string, variable: string): boolean {
  if (!new RegExp(String.raw`[,(]\s*(?:\{\s*)?(?:\.\.\.)?${variable}\s*[,)}]`).test(text)) return false
  return reachedFrom(reader, handler).some((scope) => {
    const written = sourceOf(reader, scope)
    if (scope.function === handler.function || !WRITES_KEYS.test(written) || !STATEMENT.test(written)) return false
    return !reachedFrom(reader, scope, 1).some((one) => COMPARES.test(sourceOf(reader, one)))
  })
}
