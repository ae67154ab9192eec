import { definitionsOf } from '../engine/definitions.ts'
import { argumentSlot, type Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'

const KEEPS_TEXT = /^(?:String|str|trim|strip|replace|replaceAll|split|join|slice|substring|concat|(?:html\.)?escape|toString|map|format)$/
const DEEPEST = 8
const DEEPEST_CALL = 2

/** The arguments of a call of the tree whose text is in what it returns: `escapeHtml(error.stack)` is that text still. */
export function textsGiven(reader: Reader, { call }: SeenCall, target: Scope, nested = 0): readonly Slot[] {
  const given = target.function.parameters.filter(({ slot }) => slot !== target.function.selfSlot)
  const returned = target.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return given.flatMap(({ slot, name }, index) => {
    const argument = argumentSlot(call.args, index, name)
    return argument >= 0 && returned.some((src) => isTextOf(reader, target, src, slot, nested, 0)) ? [argument] : []
  })
}

/** Whether a text is made of a parameter by what leaves a text a text. */
function isTextOf(reader: Reader, scope: Scope, slot: Slot, parameter: Slot, nested: number, depth: number): boolean {
  if (slot === parameter) return true
  if (depth > DEEPEST) return false
  return definitionsOf(scope.module, scope.function, slot).some(
    (definition) =>
      definition.kind === 'instruction' &&
      partsOf(reader, definition.instruction, nested).some((part) => isTextOf(reader, scope, part, parameter, nested, depth + 1)),
  )
}

function partsOf(reader: Reader, instruction: Instruction, nested: number): readonly Slot[] {
  // `{ error: { code, message } }`: the body of an answer that holds it.
  if (instruction.op === 'dict') return instruction.entries.map(({ value }) => value)
  if (instruction.op === 'binary') return instruction.operator === '+' ? [instruction.left, instruction.right] : []
  if (instruction.op === 'move' || instruction.op === 'template' || instruction.op === 'slice') return operandsOf(instruction)
  const seen = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
  if (seen === undefined) return []
  if (seen.callee.kind === 'function') return nested < DEEPEST_CALL ? textsGiven(reader, seen, seen.callee, nested + 1) : []
  return KEEPS_TEXT.test(seen.method || seen.name) || KEEPS_TEXT.test(seen.name) ? operandsOf(instruction) : []
}
