import { dictEntries } from '../routes/handler-values.ts'
import { isServed } from '../routes/reader.ts'
import { statementOf } from '../routes/statements.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'
import { sessionTable } from './session-tables.ts'

/** What is written into a row once it has been used, or has come to its end. */
const MARK =
  /^(?:is_?)?(?:used|consumed|spent|redeemed|rotated|replaced|revoked|invalidated|ended|closed|inactive)(?:_?(?:at|on|by|with|id))?$/i
const ENDS =
  /\bDELETE\s+FROM\b|\.(?:delete|destroy|remove|del|drop)\w*\(|black_?list|deny_?list|block_?list|getdel|version\b[^\n]{0,60}(?:\+\+|\+=|\+ ?1\b)/i

/** A row of a refresh token that is marked as used, by a service that never asks for the mark: it is taken again. */
export function unaskedMarks(context: PatternContext): void {
  const { reader, routes } = context
  if (sessionTable(reader, routes) === null) return
  for (const { fact, handler } of routes) {
    if (fact.purpose !== 'refresh' || fact.method === 'GET' || handler === null || !isServed(reader, handler.module.file)) continue
    const reached = reachedFrom(reader, handler)
    const text = reached.map(({ module, function: fn }) => reader.textOf(module.file).slice(fn.start, fn.end)).join('\n')
    const marked = reached
      .flatMap((scope) => reader.callsIn(scope.function))
      .flatMap((call) => marksOf(context, call).map((mark) => ({ call, mark })))
    const [first] = marked
    if (first === undefined || ENDS.test(text) || marked.some(({ mark }) => isAsked(text, mark))) continue
    context.emitCall(first.call, {
      kind: 'refresh-unspent',
      cwe: 294,
      message: `${fact.method} ${fact.path} sets ${first.mark} of a refresh token and never asks for it: the token is good again and again`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** `.update({ used_at: now() })`, `SET used_at = ?`. */
function marksOf({ reader }: PatternContext, call: Parameters<PatternContext['emitCall']>[0]): readonly string[] {
  const statement = statementOf(reader, call)
  if (statement?.kind === 'update') {
    const text = reader.textOf(call.module.file).slice(call.call.start, call.call.end)
    return [...text.matchAll(/(?:\bSET|,)\s+(\w+)\s*=/gi)].flatMap(([, key = '']) => (MARK.test(key) ? [key] : []))
  }
  if (!/^update|^set$|^values$/i.test(call.method)) return []
  return call.call.args.flatMap((argument) => [
    ...dictEntries(call, argument.value).flatMap(({ key }) => (MARK.test(key) ? [key] : [])),
    ...(argument.kind === 'named' && MARK.test(argument.name) ? [argument.name] : []),
  ])
}

/** Whether a mark is spoken of anywhere but where it is set. */
function isAsked(text: string, mark: string): boolean {
  const rest = text
    .replace(new RegExp(`\\bSET\\s+${mark}\\s*=`, 'gi'), '')
    .replace(new RegExp(`\\b${mark}\\s*:(?!\\s*(?:null\\b|undefined\\b|false\\b|0\\b|\\{))`, 'g'), '')
    .replace(new RegExp(`\\b${mark}=(?!=|None\\b|False\\b|0\\b)`, 'g'), '')
  return new RegExp(`\\b${mark}\\b`).test(rest)
}
