import type { FunctionIndex, Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import { functionAt } from './program.ts'

/** Functions that the scope of a function sets on it: `merge.recursive = function ...`. */
export function membersOfFunction(module: Module, owner: IrFunction): readonly IrFunction[] {
  if (owner.parent < 0) return []
  const instructions = instructionsOf(module, owner.parent)
  const made = madeFunctions(instructions)
  return functionsSet(module, instructions, made, (slot) => made.get(slot) === owner.index)
}

/** Functions that a module sets on what it exports and did not make itself: `const tools = (module.exports = require('./core'))`. */
export function membersOfExports(module: Module): readonly IrFunction[] {
  const [exported] = [...functionAt(module, 0).names].find(([, name]) => name === 'module.exports') ?? []
  if (exported === undefined) return []
  const instructions = instructionsOf(module, 0)
  const isExported = new Set([exported])
  for (const one of [...instructions, ...instructions]) {
    if (one.op !== 'move') continue
    if (isExported.has(one.dst)) isExported.add(one.src)
    if (isExported.has(one.src)) isExported.add(one.dst)
  }
  return functionsSet(module, instructions, madeFunctions(instructions), (slot) => isExported.has(slot))
}

const instructionsOf = (module: Module, index: FunctionIndex): readonly Instruction[] =>
  functionAt(module, index).blocks.flatMap((block) => block.instructions)

function madeFunctions(instructions: readonly Instruction[]): ReadonlyMap<Slot, FunctionIndex> {
  const made = new Map<Slot, FunctionIndex>()
  for (const instruction of instructions) {
    if (instruction.op === 'function') made.set(instruction.dst, instruction.function)
    else if (instruction.op === 'move') {
      const index = made.get(instruction.src)
      if (index !== undefined) made.set(instruction.dst, index)
    }
  }
  return made
}

function functionsSet(
  module: Module,
  instructions: readonly Instruction[],
  made: ReadonlyMap<Slot, FunctionIndex>,
  isObject: (slot: Slot) => boolean,
): readonly IrFunction[] {
  return instructions.flatMap((instruction) => {
    const index = instruction.op === 'set' && isObject(instruction.object) ? made.get(instruction.src) : undefined
    return index === undefined ? [] : [functionAt(module, index)]
  })
}
