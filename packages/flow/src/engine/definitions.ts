import type { Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import { assignedSlot } from './program.ts'

/** An assignment to a slot: by an instruction of the function itself, by a loop, or by an inner function (`store-up`). */
export type Definition =
  | { readonly kind: 'instruction'; readonly instruction: Instruction }
  | { readonly kind: 'loop'; readonly iterable: Slot; readonly mode: 'values' | 'keys' }
  | { readonly kind: 'inner'; readonly function: IrFunction; readonly src: Slot }

const NONE: readonly Definition[] = []

interface ModuleDefinitions {
  readonly byFunction: Map<IrFunction, Definition[][]>
  inner: Map<IrFunction, Definition[][]> | null
}

const cache = new WeakMap<Module, ModuleDefinitions>()

/** Every assignment to that slot, in block order; parameters have none of their own. */
export function definitionsOf(module: Module, owner: IrFunction, slot: Slot): readonly Definition[] {
  let known = cache.get(module)
  if (known === undefined) {
    known = { byFunction: new Map(), inner: null }
    cache.set(module, known)
  }
  let own = known.byFunction.get(owner)
  if (own === undefined) {
    own = collectOwn(owner)
    known.byFunction.set(owner, own)
  }
  const direct = own[slot] ?? NONE
  if (!owner.captured.has(slot)) return direct
  known.inner ??= collectInner(module)
  const inner = known.inner.get(owner)?.[slot]
  return inner === undefined ? direct : [...direct, ...inner]
}

function collectOwn(owner: IrFunction): Definition[][] {
  const found: Definition[][] = []
  const add = (slot: Slot, definition: Definition): void => {
    const list = found[slot]
    if (list === undefined) found[slot] = [definition]
    else list.push(definition)
  }
  for (const block of owner.blocks) {
    for (const instruction of block.instructions) {
      const slot = assignedSlot(instruction)
      if (slot >= 0) add(slot, { kind: 'instruction', instruction })
    }
    const { terminator } = block
    if (terminator.op === 'next') add(terminator.dst, { kind: 'loop', iterable: terminator.iterable, mode: terminator.mode })
  }
  return found
}

function collectInner(module: Module): Map<IrFunction, Definition[][]> {
  const found = new Map<IrFunction, Definition[][]>()
  for (const inner of module.functions) {
    for (const block of inner.blocks) {
      for (const instruction of block.instructions) {
        if (instruction.op !== 'store-up') continue
        const outer = module.functions[instruction.function]
        if (outer === undefined) continue
        const slots = found.get(outer) ?? []
        found.set(outer, slots)
        const list = slots[instruction.slot] ?? []
        slots[instruction.slot] = list
        list.push({ kind: 'inner', function: inner, src: instruction.src })
      }
    }
  }
  return found
}
