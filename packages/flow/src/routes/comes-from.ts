import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'

/** Whether a value is computed from another one of the same function. */
export function comesFrom(scope: Scope, slot: Slot, item: Slot, depth = 0, seen: Set<Slot> = new Set()): boolean {
  if (slot === item) return true
  if (slot < 0 || depth > 10 || seen.has(slot)) return false
  seen.add(slot)
  return definitionsOf(scope.module, scope.function, slot).some(
    (definition) =>
      definition.kind === 'instruction' &&
      operandsOf(definition.instruction).some((operand) => comesFrom(scope, operand, item, depth + 1, seen)),
  )
}

/** The slots an instruction computes its value from. */
export function operandsOf(instruction: Instruction): readonly Slot[] {
  switch (instruction.op) {
    case 'move':
    case 'await':
    case 'enter':
      return [instruction.src]
    case 'get':
    case 'element':
    case 'slice':
      return [instruction.object]
    case 'index':
      return [instruction.object, instruction.index]
    case 'binary':
      return [instruction.left, instruction.right]
    case 'unary':
      return [instruction.operand]
    case 'template':
      return instruction.parts.filter((part): part is Slot => typeof part !== 'string')
    case 'list':
      return instruction.items
    case 'dict':
      return instruction.entries.map((entry) => entry.value)
    case 'call':
      return [...(instruction.receiver >= 0 ? [instruction.receiver] : []), ...instruction.args.map((argument) => argument.value)]
    default:
      return []
  }
}
