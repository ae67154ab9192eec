import { definitionsOf } from '../../engine/definitions.ts'
import type { IrFunction, Module, Slot } from '../../ir/ir.ts'

const known = new WeakMap<IrFunction, ReadonlyMap<Slot, readonly Slot[]>>()
const NONE: readonly Slot[] = []

/** Objects whose members a function copies under the same names into the object of a slot: `for (const k of names) to[k] = from[k]`. */
export function copiedInto(module: Module, fn: IrFunction, slot: Slot): readonly Slot[] {
  let found = known.get(fn)
  if (found === undefined) {
    found = collect(module, fn)
    known.set(fn, found)
  }
  return found.get(slot) ?? NONE
}

function collect(module: Module, fn: IrFunction): ReadonlyMap<Slot, readonly Slot[]> {
  const found = new Map<Slot, Slot[]>()
  const add = (object: Slot, key: Slot, value: Slot): void => {
    for (const definition of definitionsOf(module, fn, value)) {
      if (definition.kind !== 'instruction') continue
      const { instruction } = definition
      const [from, at] =
        instruction.op === 'index'
          ? [instruction.object, instruction.index]
          : instruction.op === 'call' && instruction.method === 'get'
            ? [instruction.receiver, instruction.args[0]?.value ?? -1]
            : [-1, -1]
      if (from < 0 || at !== key) continue
      const list = found.get(object) ?? []
      found.set(object, [...list, from])
    }
  }
  for (const { instructions } of fn.blocks)
    for (const instruction of instructions) {
      if (instruction.op === 'set-index') add(instruction.object, instruction.index, instruction.src)
      else if (instruction.op === 'append') add(instruction.object, instruction.key, instruction.value)
    }
  return found
}
