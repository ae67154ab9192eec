import type { Scope } from '../engine/program.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { KEEPS_IT, PASSWORD } from './outlived-sessions.ts'
import { reachedFrom } from './reached-code.ts'
import { sessionTable } from './session-tables.ts'
import { ENDS_THEM } from './stored-sessions.ts'

/** A version that is written: one that is only put into a new token, or named in a type, ends none of the old ones. */
const NEW_VERSION =
  /(?:(?:token|session|auth|security)_?(?:version|generation|epoch|stamp)|not_?before|valid_?(?:after|since)|changed_?at)\b\s*(?:\+\+|\+?=(?!=)|:(?!\s*(?:number|bigint|string|Date|unknown|int|str|datetime)\b))/i
const UPDATES = /\bupdate\b/i

/** `users.change(id, { password_hash })` through a repository, of a service whose login makes a row for each session: the rows that are there stay. */
export function outlivedRows(context: PatternContext): void {
  const { reader, routes } = context
  const table = sessionTable(reader, routes)
  if (table === null) return
  const seen = new Set<SeenCall>()
  for (const { fact, handler } of routes) {
    if (handler === null || KEEPS_IT.has(fact.purpose) || fact.method === 'GET' || !isServed(reader, handler.module.file)) continue
    const reached = reachedFrom(reader, handler)
    const change = reached.flatMap((scope) => reader.callsIn(scope.function)).find((call) => setsPassword(reader, call))
    // What makes another row of the table for whoever has changed it takes none away.
    const others = reached.filter((scope) => !table.madeIn.includes(scope.function))
    if (change === undefined || seen.has(change) || endsRows(reader, others, table.name)) continue
    seen.add(change)
    context.emitCall(change, {
      kind: 'session-kept',
      cwe: 613,
      message: `${fact.method} ${fact.path} sets a new password and leaves the rows of ${table.name}: whoever has one stays signed in`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** A call of a function of the tree that is given the new hash in an object, and does nothing but an update. */
function setsPassword(reader: Reader, call: SeenCall): boolean {
  if (call.callee.kind !== 'function') return false
  const { module, function: fn } = call.callee
  if (!UPDATES.test(reader.textOf(module.file).slice(fn.start, fn.end))) return false
  return call.call.args.some(({ value }) => dictEntries(call, value).some(({ key }) => PASSWORD.test(key)))
}

function endsRows(reader: Reader, reached: readonly Scope[], table: string): boolean {
  const text = reached.map(({ module, function: fn }) => reader.textOf(module.file).slice(fn.start, fn.end)).join('\n')
  return new RegExp(`\\b${table}\\b`).test(text) || ENDS_THEM.test(text) || NEW_VERSION.test(text)
}
