import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { isServed, type Reader } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'
import { secretTablesOf } from './secret-tables.ts'
import { ENDS_THEM } from './stored-sessions.ts'

/** Classes of rows that stand for somebody who is signed in. */
const SESSION_CLASS = /(?:^|[a-z])(?:Sessions?|(?:Refresh|Access|Auth|Login|Session)Tokens?)(?:Model|Row|Record|Entity)?$|^Tokens?$/
const OF_USER = /^(?:user|account|member|customer|person|owner|profile)(?:_?id)?$/i
export const PASSWORD = /^(?:password|passwd|pwd|(?:hashed|encrypted)_?password|(?:password|passwd|pwd|pass)_?(?:hash|digest))$/i
/** What makes all that was given out before no longer fit. */
const VERSIONS = /(?:token|session|auth|security)_?(?:version|generation|epoch|stamp)|not_?before|valid_?(?:after|since)|changed_?at/i
/** `user.sessions.clear()`, `account.tokens = []`. */
const EMPTIES = /\b(?:\w+_)?(?:sessions|tokens)\s*(?:=(?!=)|\.(?:clear|delete|update|remove|filter\w*)\b)/i
export const KEEPS_IT: ReadonlySet<string> = new Set(['register', 'login'])

/** `user.password_hash = new` in a service whose login makes a row for each session: those that are open stay so. */
export function outlivedSessions(context: PatternContext): void {
  const { reader, routes } = context
  const table = sessionClass(reader, routes)
  if (table === null) return
  const seen = new Set<Instruction>()
  for (const { fact, handler } of routes) {
    if (handler === null || KEEPS_IT.has(fact.purpose) || !isServed(reader, handler.module.file)) continue
    const reached = reachedFrom(reader, handler)
    const change = reached.flatMap((scope) => passwordSet(reader, scope))[0]
    if (change === undefined || seen.has(change.at) || endsSessions(reader, reached, table)) continue
    seen.add(change.at)
    context.emit(change.scope, change.at.start, change.at.end, {
      kind: 'session-kept',
      cwe: 613,
      message: `${fact.method} ${fact.path} sets a new password and leaves the rows of ${table}: whoever has one stays signed in`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** The class of rows that a login makes for whoever signs in. */
function sessionClass(reader: Reader, routes: readonly ReadRoute[]): string | null {
  const { isRow } = secretTablesOf(reader)
  for (const { fact, handler } of routes) {
    if (fact.purpose !== 'login' || handler === null) continue
    for (const scope of reachedFrom(reader, handler))
      for (const { callee, call } of reader.callsIn(scope.function))
        if (callee.kind === 'class' && SESSION_CLASS.test(callee.class.name) && isRow(callee.class))
          if (call.args.some((argument) => argument.kind === 'named' && OF_USER.test(argument.name))) return callee.class.name
  }
  return null
}

/** Where a password of a row is written; what an object keeps of its own is no row. */
function passwordSet(reader: Reader, scope: Scope): readonly { readonly scope: Scope; readonly at: Instruction }[] {
  if (!isServed(reader, scope.module.file)) return []
  return scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((at) =>
      at.op === 'set' && PASSWORD.test(at.key) && at.object !== scope.function.selfSlot ? [{ scope, at }] : [],
    ),
  )
}

function endsSessions(reader: Reader, reached: readonly Scope[], table: string): boolean {
  const text = reached.map(({ module, function: fn }) => reader.textOf(module.file).slice(fn.start, fn.end)).join('\n')
  return new RegExp(`\\b${table}\\b`).test(text) || ENDS_THEM.test(text) || VERSIONS.test(text) || EMPTIES.test(text)
}
