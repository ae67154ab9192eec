import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { SeenCall } from './reader.ts'
import { assignedColumns, type Hole } from './sql-columns.ts'

const DONE_BY =
  /^(?:approved|reviewed|decided|changed|updated|edited|modified|closed|deleted|removed|cancell?ed|resolved|handled|released|confirmed|paid|checked|verified|published|archived|locked|rejected|processed|signed|granted|voided|refunded|settled|last_?\w+)_?by(?:_?id)?$/i

/** A column that notes who did something: it chooses no row, and makes none the caller's. */
export const notesWho = (column: string): boolean => DONE_BY.test(column)

/** The holes of an UPDATE that such columns are set from: by their place among all holes, or by their names. */
export const notedHoles = (text: string): readonly Hole[] =>
  assignedColumns(text).flatMap(({ column, hole }) => (notesWho(column) ? [hole] : []))

/**
 * The arguments of a statement without those that fill such holes; a list or a dictionary of values is taken apart. Where another number of
 * values is given than the statement has places, parts of it are written into its text, and all are taken.
 */
export function valuesBesideNoted(
  { call, module, function: owner }: SeenCall,
  noted: readonly (number | string)[],
  places: number | null = null,
): readonly Slot[] {
  const scope = { module, function: owner }
  const [, ...values] = call.args
  const all = call.args.map(({ value }) => value)
  if (noted.length === 0 || values.some(({ kind }) => kind === 'spread')) return all
  const [only] = values
  const given = (only !== undefined && values.length === 1 ? itemsOf(scope, only.value)?.length : values.length) ?? places
  if (places !== null && given !== places) return all
  return values.flatMap(({ value }, at) => {
    const items = itemsOf(scope, value)
    // One value alone may be all of them, made elsewhere.
    if (items === null) return noted.includes(at) && values.length > 1 ? [] : [value]
    return items.flatMap(([key, item]) => (noted.includes(key) ? [] : [item]))
  })
}

function itemsOf({ module, function: owner }: Scope, slot: Slot): readonly (readonly [number | string, Slot])[] | null {
  const [made, ...more] = definitionsOf(module, owner, slot)
  if (made?.kind !== 'instruction' || more.length > 0) return null
  const { instruction } = made
  if (instruction.op === 'list')
    return instruction.spreads.includes(true) ? null : instruction.items.map((item, index) => [index, item] as const)
  if (instruction.op !== 'dict') return null
  return instruction.entries.flatMap((entry) => (entry.kind === 'entry' ? [[entry.key, entry.value] as const] : []))
}
