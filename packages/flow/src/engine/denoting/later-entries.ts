import type { Instruction, IrFunction, Slot } from '../../ir/ir.ts'

/** An entry that a statement behind the literal sets. */
export interface LaterEntry {
  /** The slot of the key where it is no name. */
  readonly key: string | Slot
  readonly value: Slot
  /** Whether it is set whenever the literal is made. */
  readonly isSure: boolean
}

/** A dictionary all of whose entries are set. */
export interface LaterMerge {
  readonly merged: Slot
  readonly isSure: boolean
}

const NOTHING_LATER: readonly (LaterEntry | LaterMerge)[] = []
const known = new WeakMap<IrFunction, ReadonlyMap<Instruction, readonly (LaterEntry | LaterMerge)[]>>()

/** `options['algorithms'] = ['RS256']`, `options.secure = true`, `options.update(MORE)` behind `options = {...}`, in the order of the source. */
export function laterEntries(owner: IrFunction, literal: Instruction & { readonly op: 'dict' }): readonly (LaterEntry | LaterMerge)[] {
  let all = known.get(owner)
  if (all === undefined) {
    all = entriesOf(owner)
    known.set(owner, all)
  }
  return all.get(literal) ?? NOTHING_LATER
}

function entriesOf(owner: IrFunction): ReadonlyMap<Instruction, readonly (LaterEntry | LaterMerge)[]> {
  const literals = new Map<Slot, { readonly literal: Instruction; readonly block: number } | null>()
  for (const [block, { instructions }] of owner.blocks.entries())
    for (const instruction of instructions) {
      if (!('dst' in instruction) || instruction.dst < 0) continue
      // A variable that is assigned twice is no literal.
      if (literals.has(instruction.dst)) literals.set(instruction.dst, null)
      else if (instruction.op === 'dict') literals.set(instruction.dst, { literal: instruction, block })
      else literals.set(instruction.dst, instruction.op === 'move' ? (literals.get(instruction.src) ?? null) : null)
    }
  const found = new Map<Instruction, (LaterEntry | LaterMerge)[]>()
  for (const [block, { instructions }] of owner.blocks.entries())
    for (const instruction of instructions) {
      const [slot, entry] = written(instruction)
      const made = literals.get(slot)
      if (entry === null || made === null || made === undefined) continue
      const list = found.get(made.literal) ?? []
      list.push({ ...entry, isSure: block === made.block })
      found.set(made.literal, list)
    }
  return found
}

function written(instruction: Instruction): readonly [Slot, Omit<LaterEntry, 'isSure'> | Omit<LaterMerge, 'isSure'> | null] {
  if (instruction.op === 'set') return [instruction.object, { key: instruction.key, value: instruction.src }]
  if (instruction.op === 'set-index') return [instruction.object, { key: instruction.index, value: instruction.src }]
  if (instruction.op !== 'call') return [-1, null]
  const [first, second] = instruction.args
  if (instruction.method === 'update' && first?.kind === 'positional') return [instruction.receiver, { merged: first.value }]
  if (instruction.method === 'assign' && first?.kind === 'positional' && second?.kind === 'positional')
    return [first.value, { merged: second.value }]
  return [-1, null]
}
