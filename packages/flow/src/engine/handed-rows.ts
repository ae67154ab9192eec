import type { IrFunction, Module } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { textOf } from './place.ts'
import { noteRow } from './stored-columns.ts'
import type { Value } from './value.ts'

/** A function that writes a row into the table that it is told: `INSERT INTO ${table} (...)`. */
const WRITES_TOLD = /\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE)\s+["'`]?(?:\$\{|["'`]\s*\+)/i
const TABLE = /^[\w."]{1,60}$/
const LONGEST = 1500

const known = new WeakMap<IrFunction, boolean>()

/** `insert('budgets', { category })`: the columns that a function of the tree is given with the name of their table. */
export function noteHandedRows(act: Activation, callee: Value | null, { args: { positional }, instruction }: CallUse): void {
  const [first, ...rows] = positional
  const { hint } = callee ?? {}
  if (hint?.kind !== 'function' || typeof first?.constant !== 'string' || !TABLE.test(first.constant)) return
  if (!writesTold(hint.module, hint.function)) return
  for (const row of rows) if (row.objects.length > 0) noteRow(act, { table: first.constant, row: null }, row, instruction)
}

function writesTold(module: Module, fn: IrFunction): boolean {
  let answer = known.get(fn)
  if (answer === undefined) {
    answer = module.language === 'javascript' && fn.end - fn.start < LONGEST && WRITES_TOLD.test(textOf(module).slice(fn.start, fn.end))
    known.set(fn, answer)
  }
  return answer
}
