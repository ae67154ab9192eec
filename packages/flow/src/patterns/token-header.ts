import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { blockOf } from '../routes/function-view.ts'
import { definitionBehind, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
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
      headers.some((header) => isTakenFrom(reader, call, item, header.call.dst)) &&
      !guards.some((guard) => isCompared(guard, slotText(reader, call, item))),
  )
}

/** What a header says besides the algorithm chooses among the verifier's own keys, each with its algorithm: `KEYS[header['kid']].algorithm`. */
const CHOOSES = /^(?:kid|x5t|x5t#S256|x5c|x5u|jku|jwk|iss|typ|cty)$/

/** Whether a value is computed from the header, and not only looked up by what names the key there. */
function isTakenFrom(reader: Reader, scope: Scope, slot: Slot, header: Slot, depth = 0): boolean {
  if (slot === header) return true
  if (slot < 0 || depth > 10) return false
  return definitionsOf(scope.module, scope.function, slot).some(
    (definition) =>
      definition.kind === 'instruction' &&
      !CHOOSES.test(keyRead(reader, scope, definition.instruction)) &&
      operandsOf(definition.instruction).some((operand) => isTakenFrom(reader, scope, operand, header, depth + 1)),
  )
}

function keyRead(reader: Reader, scope: Scope, instruction: Instruction): string {
  if (instruction.op === 'get') return instruction.key
  if (instruction.op === 'index') return stringAt(reader, scope, instruction.index) ?? ''
  return instruction.op === 'call' && instruction.method === 'get' ? (stringAt(reader, scope, instruction.args[0]?.value ?? -1) ?? '') : ''
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
