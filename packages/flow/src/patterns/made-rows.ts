import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind, type Reader, type SeenCall, stringAt } from '../routes/reader.ts'
import { textOf } from '../routes/statements.ts'

/** A row that a statement, or a function of the tree that is told the table, writes. */
export interface MadeRow {
  readonly table: string
  readonly call: SeenCall
  readonly entries: readonly RowEntry[]
}

export interface RowEntry {
  readonly key: string
  readonly scope: Scope
  readonly value: Slot
}

const INSERT = /\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s+["'`]?(\w+)["'`]?\s*\(([^()]*)\)\s*VALUES\s*\(((?:[^()]|\([^()]*\))*)\)/i
const INSERTS_TOLD = /\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s+["'`]?(?:\$\{|["'`]\s*\+)/i
const LONGEST = 1500

/** The rows that the program is seen to write with the names of their columns. */
export function madeRows(reader: Reader): readonly MadeRow[] {
  return reader.calls.flatMap((call) => rowMade(reader, call) ?? [])
}

/** The row that a call writes; null for other calls. */
export const rowMade = (reader: Reader, call: SeenCall): MadeRow | null => ofStatement(reader, call) ?? ofFunction(reader, call)

/** `run('INSERT INTO sessions (token, kind) VALUES (?, ?)', token, 'login')`, and a list of the values. */
function ofStatement(reader: Reader, call: SeenCall): MadeRow | null {
  const [first, ...values] = call.call.args
  const text = first === undefined ? null : textOf(reader, call, first.value, 0)
  const [, table, columns = '', holes = ''] = (text === null ? null : INSERT.exec(text)) ?? []
  if (table === undefined || values.some(({ kind }) => kind !== 'positional')) return null
  const given = listed(
    call,
    values.map(({ value }) => value),
  )
  const named = columns.split(',').map((column) => column.replace(/[\s"'`]/g, ''))
  let place = 0
  const entries = holes.split(',').flatMap((hole, index): readonly RowEntry[] => {
    if (!/^\s*(?:\?|\$\d+|%s)\s*$/.test(hole)) return []
    const value = given[place++]
    const key = named[index]
    return value === undefined || key === undefined ? [] : [{ key, scope: call, value }]
  })
  return { table, call, entries }
}

/** The values of a list or a tuple that is given alone, as most drivers want it. */
function listed(call: SeenCall, given: readonly Slot[]): readonly Slot[] {
  const [only, ...more] = given
  const made = only === undefined || more.length > 0 ? null : definitionBehind(call, only)
  if (made?.instruction.op !== 'list' || made.scope.function !== call.function || made.instruction.spreads.includes(true)) return given
  return made.instruction.items
}

/** `insert('sessions', { token, kind: 'download' })`. */
function ofFunction(reader: Reader, call: SeenCall): MadeRow | null {
  const table = tableTold(reader, call)
  const second = call.call.args[1]
  const entries = table === null || second === undefined ? [] : dictEntries(call, second.value)
  return table === null || entries.length === 0 ? null : { table, call, entries }
}

/** The table that a function of the tree is told to make a row in, whatever the row: `insert('sessions', row)`. */
export function tableTold(reader: Reader, call: SeenCall): string | null {
  const [first, second] = call.call.args
  if (call.callee.kind !== 'function' || first === undefined || second === undefined || call.module.language !== 'javascript') return null
  const table = stringAt(reader, call, first.value)
  return table !== null && insertsTold(reader, call.callee.module.file, call.callee.function) ? table : null
}

/** The table that a small function of the tree asks for one row: `(code) => from('vouchers').where({ code }).first()`. */
export function rowAsked(reader: Reader, { callee }: SeenCall): string | null {
  if (callee.kind !== 'function' || callee.function.end - callee.function.start > LONGEST_ASKED) return null
  const text = reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end)
  return ASKS_ONE.exec(text)?.[1] ?? null
}

const LONGEST_ASKED = 300
const ASKS_ONE = /\b(?:from|table|selectFrom)\(\s*["'`](\w+)["'`]\s*\)[\s\S]*\.(?:first|get|one|executeTakeFirst)\(\s*\)/

const insertsTold = (reader: Reader, file: string, fn: IrFunction): boolean =>
  fn.end - fn.start < LONGEST && INSERTS_TOLD.test(reader.textOf(file).slice(fn.start, fn.end))
