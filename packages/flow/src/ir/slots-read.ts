import type { Instruction, Slot } from './ir.ts'

/** The slots of its function that an instruction reads. */
export function slotsRead(instruction: Instruction): readonly Slot[] {
  switch (instruction.op) {
    case 'move':
    case 'await':
    case 'yield':
    case 'enter':
    case 'exit':
    case 'store-up':
    case 'matches':
      return [instruction.src]
    case 'binary':
      return [instruction.left, instruction.right]
    case 'unary':
      return [instruction.operand]
    case 'template':
      return instruction.parts.filter((part) => typeof part !== 'string')
    case 'get':
    case 'element':
      return [instruction.object]
    case 'set':
      return [instruction.object, instruction.src]
    case 'index':
      return [instruction.object, instruction.index]
    case 'set-index':
      return [instruction.object, instruction.index, instruction.src]
    case 'delete':
      return typeof instruction.key === 'string' ? [instruction.object] : [instruction.object, instruction.key]
    case 'slice':
      return [instruction.object, instruction.from, instruction.to, instruction.step].filter((slot) => slot >= 0)
    case 'call':
      return [instruction.receiver, instruction.callee, ...instruction.args.map(({ value }) => value)].filter((slot) => slot >= 0)
    case 'list':
      return instruction.items
    case 'dict':
      return instruction.entries.flatMap((entry) => (entry.kind === 'computed' ? [entry.key, entry.value] : [entry.value]))
    case 'append':
      return [instruction.object, instruction.key, instruction.value].filter((slot) => slot >= 0)
    default:
      return []
  }
}
