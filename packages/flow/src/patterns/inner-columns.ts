import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { isServed, type Reader } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { handedToAnswer } from './handed-answers.ts'
import { type SecretTables, secretTablesOf } from './secret-tables.ts'
import { INNER_COLUMN, PERSONAL_COLUMN, PERSONAL_TABLE } from './shown-columns.ts'
import { isAnswer, RETURNS } from './whole-answers.ts'
import { wholeRowAt } from './whole-rows.ts'

/** Whole rows that strangers are answered, of tables with a column that is for the house, or that says how somebody is reached. */
export function innerColumns(context: PatternContext): void {
  const { reader } = context
  // Where nobody is asked anywhere, who is a stranger is decided in front of the service.
  if (!context.routes.some(({ fact }) => fact.guards.some(({ kind }) => kind === 'authentication'))) return
  const tables = innerTables(reader)
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.guards.length > 0 || !/^(?:GET|ANY|QUERY)$/.test(fact.method) || !isServed(reader, handler.module.file))
      continue
    for (const { slot, start, end } of answersOf(context, handler, fact.framework)) {
      const found = wholeRowAt(reader, tables, handler, slot)
      if (found === null || found.table === '' || fact.responseSchema !== null || isNamed(reader, handler, found.column)) continue
      context.emit(handler, start, end, {
        kind: 'sensitive-response-pattern',
        cwe: 201,
        message: `strangers are answered every column of ${found.table} that is not left out, ${found.column} among them`,
        details: { column: found.column, route: `${fact.method} ${fact.path}` },
        confidence: 'medium',
      })
      break
    }
  }
}

interface Sent {
  readonly slot: Slot
  readonly start: number
  readonly end: number
}

function answersOf(context: PatternContext, handler: Scope, framework: string): readonly Sent[] {
  const { reader } = context
  const calls = reader.callsIn(handler.function).flatMap((call): readonly Sent[] => {
    const given = isAnswer(context, call)
      ? call.call.args.map(({ value }) => value)
      : handedToAnswer(reader, call, (inner) => isAnswer(context, inner))
    return given.map((slot) => ({ slot, start: call.call.start, end: call.call.end }))
  })
  const returned = RETURNS.has(framework)
    ? handler.function.blocks.flatMap(({ terminator }) =>
        terminator.op === 'return' && terminator.src >= 0 ? [{ slot: terminator.src, start: terminator.start, end: terminator.end }] : [],
      )
    : []
  return [...calls, ...returned]
}

/** Whether a function speaks of the column at all: it takes it out, or means to show it. */
const isNamed = (reader: Reader, { module, function: fn }: Scope, column: string): boolean =>
  new RegExp(`\\b${column}\\b`).test(reader.textOf(module.file).slice(fn.start, fn.end))

const known = new WeakMap<Reader, SecretTables>()
const CREATED =
  /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`[]?([\w.]+)["'`\]]?\s*\(([\s\S]*?)\)\s*(?:STRICT\s*|WITHOUT\s+ROWID\s*)?(?:;|["'`]|$)/gi

/** The tables of the statements and the classes that declare them, each with the first such column. */
function innerTables(reader: Reader): SecretTables {
  const before = known.get(reader)
  if (before !== undefined) return before
  const columns = new Map<string, string>()
  for (const { file } of reader.program.modules) {
    if (!isServed(reader, file)) continue
    for (const [, table = '', body = ''] of reader.textOf(file).matchAll(CREATED)) {
      const names = [...body.matchAll(/(?:^|,)\s*["'`[]?(\w+)["'`\]]?\s+[A-Za-z]/g)].map(([, name = '']) => name)
      const inner = names.find((name) => isInner(table, name))
      if (inner !== undefined) columns.set(tableKey(table), inner)
    }
  }
  const declared = secretTablesOf(reader)
  const tables: SecretTables = {
    ...declared,
    columnOf: (table) => columns.get(tableKey(table)) ?? declared.fieldsOf(table).find((name) => isInner(table, name)) ?? null,
  }
  known.set(reader, tables)
  return tables
}

const isInner = (table: string, name: string): boolean =>
  INNER_COLUMN.test(name) || (PERSONAL_TABLE.test(table) && PERSONAL_COLUMN.test(name))

const tableKey = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase()
