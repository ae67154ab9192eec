import type { Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import { assignedSlot } from './program.ts'

/** An assignment to a slot: by an instruction of the function itself, by a loop, or by an inner function (`store-up`). */
export type Definition =
  | { readonly kind: 'instruction'; readonly instruction: Instruction }
  | { readonly kind: 'loop'; readonly iterable: Slot; readonly mode: 'values' | 'keys' }
  | { readonly kind: 'inner'; readonly function: IrFunction; readonly src: Slot }

const NONE: readonly Definition[] = []

const ownDefinitions = new WeakMap<IrFunction, Definition[][]>()
const innerDefinitions = new WeakMap<Module, Map<IrFunction, Definition[][]>>()
/** Questions come function by function: the last one's answer is at hand. */
let latest: { readonly owner: IrFunction; readonly own: Definition[][] } | null = null

/** Every assignment to that slot, in block order; parameters have none of their own. */
export function definitionsOf(module: Module, owner: IrFunction, slot: Slot): readonly Definition[] {
  if (latest?.owner !== owner) latest = { owner, own: ownOf(owner) }
  const direct = latest.own[slot] ?? NONE
  if (owner.captured.size === 0 || !owner.captured.has(slot)) return direct
  let inner = innerDefinitions.get(module)
  if (inner === undefined) {
    inner = collectInner(module)
    innerDefinitions.set(module, inner)
  }
  const others = inner.get(owner)?.[slot]
  return others === undefined ? direct : [...direct, ...others]
}

function ownOf(owner: IrFunction): Definition[][] {
  const known = ownDefinitions.get(owner)
  if (known !== undefined) return known
  const own = collectOwn(owner)
  ownDefinitions.set(owner, own)
  return own
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

/** The empty object that `module.exports` is before the module assigns it. */
export function isEmptyExports({ index, names }: IrFunction, slot: Slot, definition: Definition): boolean {
  if (definition.kind !== 'instruction' || definition.instruction.op !== 'dict' || definition.instruction.entries.length > 0) return false
  return index === 0 && names.get(slot) === 'module.exports'
}
