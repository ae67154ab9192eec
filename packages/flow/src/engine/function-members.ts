import type { FunctionIndex, IrFunction, Module, Slot } from '../ir/ir.ts'
import { functionAt } from './program.ts'

/** Functions that the scope of a function sets on it: `merge.recursive = function ...`. */
export function membersOfFunction(module: Module, owner: IrFunction): readonly IrFunction[] {
  if (owner.parent < 0) return []
  const made = new Map<Slot, FunctionIndex>()
  const instructions = functionAt(module, owner.parent).blocks.flatMap((block) => block.instructions)
  for (const instruction of instructions) {
    if (instruction.op === 'function') made.set(instruction.dst, instruction.function)
    else if (instruction.op === 'move') {
      const index = made.get(instruction.src)
      if (index !== undefined) made.set(instruction.dst, index)
    }
  }
  return instructions.flatMap((instruction) => {
    const index = instruction.op === 'set' && made.get(instruction.object) === owner.index ? made.get(instruction.src) : undefined
    return index === undefined ? [] : [functionAt(module, index)]
  })
}
