import { isServed, type Reader } from '../routes/reader.ts'
import { BODY, createTagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { madeRows } from './made-rows.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** Whoever knows what a store says of a value that is there already, in any language of theirs. */
const KNOWS =
  /IntegrityError|UniqueViolation|UniqueConstraint|UNIQUE constraint|\b23505\b|SQLITE_CONSTRAINT|ER_DUP_ENTRY|\b1062\b|P2002|E?11000|duplicate[_ ]?key|isUniqueError|already_exists_error/i
const CREATES = /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`]?(\w+)["'`]?\s*\(([\s\S]{0,3000}?)\)\s*(?:;|["'`]{1,3}|$)/gi
const AVOIDS = /\bOR\s+(?:IGNORE|REPLACE)\b|ON\s+CONFLICT|ON\s+DUPLICATE|\bREPLACE\s+INTO\b|\bMERGE\b/i

/** Rows with a name that may be taken: the store refuses it, nobody expects that, and whoever asked is told of a failure of the server. */
export function takenNames(context: PatternContext): void {
  const { reader } = context
  if (saysAnywhere(context, KNOWS)) return
  const unique = uniqueColumns(reader)
  const { tags } = createTagReader(reader, new Map())
  for (const { table, call, entries } of madeRows(reader)) {
    if (!isServed(reader, call.module.file) || AVOIDS.test(reader.textOf(call.module.file).slice(call.call.start, call.call.end))) continue
    const columns = unique.get(table.toLowerCase())
    const taken = entries.find(({ key, scope, value }) => columns?.has(key.toLowerCase()) === true && (tags(scope, value) & BODY) !== 0)
    const route = context.routes.find(({ handler }) => handler?.function === call.function)
    if (taken === undefined || route === undefined) continue
    // Who has looked whether it is there fails only where two come at once.
    if (route.fact.effects.some(({ kind, of, byRequestId }) => kind === 'read-one' && of === table && byRequestId)) continue
    context.emitCall(call, {
      kind: 'taken-name-fails',
      cwe: 755,
      message: `${route.fact.method} ${route.fact.path} fails where ${taken.key} is taken already: the store refuses it, and nothing expects that`,
      details: { route: `${route.fact.method} ${route.fact.path}` },
      confidence: 'medium',
    })
  }
}

/** Columns of which each value may stand in one row only, by table, as statements of the source declare them. */
function uniqueColumns(reader: Reader): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  for (const { file } of reader.program.modules)
    for (const [, table = '', body = ''] of reader.textOf(file).matchAll(CREATES)) {
      const inline = [...body.matchAll(/(?:^|,)\s*["'`]?(\w+)["'`]?\s+\w+[^,()]*\bUNIQUE\b/gi)].map(([, column = '']) =>
        column.toLowerCase(),
      )
      const alone = [...body.matchAll(/\bUNIQUE\s*\(\s*["'`]?(\w+)["'`]?\s*\)/gi)].map(([, column = '']) => column.toLowerCase())
      if (inline.length + alone.length > 0) found.set(table.toLowerCase(), new Set([...inline, ...alone]))
    }
  return found
}
