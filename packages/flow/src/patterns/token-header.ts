import type { Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { blockOf } from '../routes/function-view.ts'
import { definitionBehind, type SeenCall, slotText } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './ways.ts'

const HEADER_READER = /get_unverified_header$|decodeProtectedHeader$|^jsonwebtoken\.decode$|^hono\/jwt\.decode$|JwtService\(\)\.decode$/

/** The list holds what was read from the header of the token, and nobody refused what is not expected. */
export function isSaidByToken({ reader }: PatternContext, call: SeenCall, list: Slot): boolean {
  const written = definitionBehind(call, list)
  if (written?.instruction.op !== 'list' || written.scope.function !== call.function) return false
  const headers = reader.callsIn(call.function).filter(({ name }) => HEADER_READER.test(name))
  const guards = guardTexts(reader.textOf(call.module.file), call)
  return written.instruction.items.some(
    (item) =>
      headers.some((header) => comesFrom(call, item, header.call.dst)) &&
      !guards.some((guard) => isCompared(guard, slotText(reader, call, item))),
  )
}

/** The conditions that keep a call from running on one of their ways. */
function guardTexts(text: string, call: SeenCall): readonly string[] {
  const at = blockOf(call.function, call.call)
  if (at < 0) return []
  return call.function.blocks.flatMap(({ terminator }) => {
    if (terminator.op !== 'branch') return []
    const isKept = [terminator.then, terminator.else].some((way) => !reachedFrom(call.function, way).has(at))
    const condition = isKept ? definitionBehind(call, terminator.condition)?.instruction : undefined
    return condition === undefined ? [] : [text.slice(condition.start, condition.end)]
  })
}

/** `x !== EXPECTED`, `x not in ALLOWED`, `ALLOWED.includes(x)`; to look whether it is there at all is no comparison. */
function isCompared(text: string, written: string): boolean {
  const name = written.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const compared = new RegExp(
    `${name}\\s*(?:not\\s+in\\b|in\\b|[!=]==?)\\s*(?!null|undefined|None|['"](?:none)?['"])|[!=]==?\\s*${name}(?![\\w.])|(?:includes|has|indexOf|index)\\(\\s*${name}\\s*\\)`,
    'i',
  )
  return name !== '' && compared.test(text)
}
