import { definitionsOf } from '../engine/definitions.ts'
import type { Slot } from '../ir/ir.ts'
import type { SeenCall } from '../routes/reader.ts'
import { textOf } from '../routes/statements.ts'
import { isRead, isWholeBody } from './body-columns.ts'
import type { CallFinder } from './context.ts'

/** A hole that drivers of MySQL fill with the columns of an object. */
const OBJECT_HOLE =
  /\b(?:UPDATE\s+[\w.`]+\s+SET|(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+[\w.`]+\s+SET|ON\s+DUPLICATE\s+KEY\s+UPDATE)\s+\?(?=\s|$|;)/i
const RUNS = /^(?:query|execute|run|exec)$/i

/** `query('UPDATE members SET ? WHERE id = ?', [req.body, id])`: whoever sends the body names the columns. */
export const setColumns: CallFinder = (context, call) => {
  if (
    call.module.language !== 'javascript' ||
    !RUNS.test(call.method || call.name.slice(call.name.lastIndexOf('.') + 1) || calleeName(call))
  )
    return
  const [text, values] = call.call.args
  const statement = text === undefined || values === undefined ? null : textOf(context.reader, call, text.value, 0)
  const hole = statement === null ? null : OBJECT_HOLE.exec(statement)
  if (statement === null || hole === null || values === undefined) return
  const before = statement.slice(0, hole.index + hole[0].length - 1).match(/\?/g)?.length ?? 0
  const given = itemAt(call, values.value, before)
  if (!isWholeBody(context, call, given) || isRead(context, call)) return
  context.emitCall(call, {
    kind: 'mass-assignment-pattern',
    cwe: 915,
    message: 'whatever columns the body names are set',
    details: {},
    confidence: 'high',
  })
}

const calleeName = ({ callee }: SeenCall): string =>
  callee.kind === 'function' ? callee.function.name.slice(callee.function.name.lastIndexOf('.') + 1) : ''

/** The value of that place in a list that is written out; a value that is no list is the first. */
function itemAt({ module, function: owner }: SeenCall, slot: Slot, index: number): Slot {
  const [only] = definitionsOf(module, owner, slot)
  if (only?.kind !== 'instruction' || only.instruction.op !== 'list') return index === 0 ? slot : -1
  return only.instruction.items[index] ?? -1
}
