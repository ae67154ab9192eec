import { definitionBehind, type FunctionRef, type Reader, type SeenCall } from './reader.ts'

/** Methods that bring the first row of what was asked for, or none. */
export const ONE_ROW = /^(?:fetchone|fetchrow|fetchval|get|first|one|scalar|query_?one|get_?one|one_or_none|oneOrNone)$/i

const DEEPEST = 3

/** `get('SELECT ...', id)` of the tree, which gives back the first row: `db.prepare(sql).get(id)`, `rows[0]`. */
export function bringsOne(reader: Reader, { callee }: SeenCall, depth = 0): boolean {
  if (callee.kind !== 'function' || depth > DEEPEST) return false
  const target = { module: callee.module, function: callee.function }
  const returned = callee.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : [],
  )
  return returned.length === 1 && returned.every((slot) => isFirstRow(reader, target, slot, depth))
}

function isFirstRow(reader: Reader, target: FunctionRef, slot: number, depth: number): boolean {
  const made = definitionBehind(target, slot)?.instruction
  if (made?.op === 'index') {
    const at = reader.denoter.denote(target, made.index)
    return at.kind === 'constant' && at.value === 0
  }
  if (made?.op !== 'call') return false
  const call = reader.seenCall(made)
  if (call === undefined) return false
  return (made.receiver >= 0 && ONE_ROW.test(made.method)) || bringsOne(reader, call, depth + 1)
}
