import type { IrClass, Module } from '../ir/ir.ts'

const ADDING = new Set(['append', 'push', 'add', 'extend', 'insert', 'unshift', 'appendleft', 'update', 'set', 'setdefault'])

const known = new WeakMap<IrClass, ReadonlySet<string>>()

/** Fields to whose containers the methods of the class add: what the class says of them is only how they begin. */
export function grownFields(module: Module, owner: IrClass): ReadonlySet<string> {
  let fields = known.get(owner)
  if (fields === undefined) {
    fields = collect(module, owner)
    known.set(owner, fields)
  }
  return fields
}

function collect(module: Module, owner: IrClass): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { function: index } of owner.members) {
    const method = module.functions[index]
    if (method === undefined || method.selfSlot < 0) continue
    for (const { instructions } of method.blocks) {
      const read = new Map<number, string>()
      for (const instruction of instructions) {
        if (instruction.op === 'get' && instruction.object === method.selfSlot) read.set(instruction.dst, instruction.key)
        const field =
          instruction.op === 'call' && ADDING.has(instruction.method)
            ? read.get(instruction.receiver)
            : instruction.op === 'set-index'
              ? read.get(instruction.object)
              : undefined
        if (field !== undefined) found.add(field)
      }
    }
  }
  return found
}
