import type { FunctionIndex, IrFunction, Module, Slot } from '../ir/ir.ts'
import { functionAt } from './program.ts'

/** Functions that the module sets on `Owner.prototype`, one by one or as the object that replaces it. */
export function prototypeMethods(module: Module, owner: IrFunction): readonly IrFunction[] {
  if (owner.parent < 0) return []
  const parent = functionAt(module, owner.parent)
  const made = new Map<Slot, FunctionIndex>()
  const isOwner = new Set<Slot>()
  const isPrototype = new Set<Slot>()
  const found: IrFunction[] = []
  const instructions = parent.blocks.flatMap((block) => block.instructions)
  for (const instruction of instructions) {
    if (instruction.op === 'function') {
      made.set(instruction.dst, instruction.function)
      if (instruction.function === owner.index) isOwner.add(instruction.dst)
    } else if (instruction.op === 'move') {
      if (isOwner.has(instruction.src)) isOwner.add(instruction.dst)
      const index = made.get(instruction.src)
      if (index !== undefined) made.set(instruction.dst, index)
      if (isPrototype.has(instruction.src)) isPrototype.add(instruction.dst)
    } else if (instruction.op === 'get' && instruction.key === 'prototype' && isOwner.has(instruction.object)) {
      isPrototype.add(instruction.dst)
    }
  }
  for (const instruction of instructions) {
    if (instruction.op === 'set' && isPrototype.has(instruction.object)) add(instruction.src)
    if (instruction.op === 'dict' && isSetAsPrototype(instruction.dst)) {
      for (const entry of instruction.entries) if (entry.kind !== 'computed') add(entry.value)
    }
  }
  return found

  function add(slot: Slot): void {
    const index = made.get(slot)
    if (index !== undefined) found.push(functionAt(module, index))
  }

  function isSetAsPrototype(slot: Slot): boolean {
    return instructions.some((one) => one.op === 'set' && one.key === 'prototype' && one.src === slot && isOwner.has(one.object))
  }
}
