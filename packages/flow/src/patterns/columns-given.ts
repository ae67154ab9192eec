import { definitionsOf } from '../engine/definitions.ts'
import type { Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'
import { textOf } from '../routes/statements.ts'

/** The columns of statements of the same function that are set from a value: `UPDATE users SET reset_code = ? WHERE email = ?`. */
export function columnsGiven(reader: Reader, made: SeenCall): readonly string[] {
  return reader.callsIn(made.function).flatMap((call) => {
    const [text, values] = call.call.args
    if (text === undefined || values === undefined || call === made) return []
    const statement = textOf(reader, call, text.value, 0)
    if (statement === null || !/^\s*(?:update|insert|replace)\b/i.test(statement)) return []
    const columns = columnsOf(statement)
    return itemsOf(call, values.value).flatMap((slot, index) => (comesFrom(call, slot, made.call.dst) ? (columns[index] ?? []) : []))
  })
}

/** The column of each hole, as far as the statement sets it. */
function columnsOf(statement: string): readonly (string | undefined)[] {
  const inserted = /\binto\s+[\w."`]+\s*\(([^)]*)\)\s*values\s*\(([^)]*)\)/i.exec(statement)
  if (inserted !== null) {
    const names = (inserted[1] ?? '').split(',').map((name) => name.replace(/[\s"`]/g, ''))
    return (inserted[2] ?? '').split(',').flatMap((value, index) => (/^\s*(?:\?|\$\d+)\s*$/.test(value) ? [names[index]] : []))
  }
  return [...statement.matchAll(/([\w"`]+)\s*=\s*(?:\?|\$\d+)/g)].map(([, name = '']) => name.replace(/["`]/g, ''))
}

function itemsOf({ module, function: owner }: SeenCall, slot: Slot): readonly Slot[] {
  const [only] = definitionsOf(module, owner, slot)
  return only?.kind === 'instruction' && only.instruction.op === 'list' ? only.instruction.items : []
}
