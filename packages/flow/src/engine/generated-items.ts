import type { Instruction, IrFunction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { listObject } from './containers.ts'
import type { State } from './state.ts'
import { joinValues, NOTHING, type Value } from './value.ts'

/** What a generator gives, as a list: each item at its place where all of them are given once, one after the other. */
export function generatedItems(act: Activation, exit: State): Value {
  const id = act.engine.objectAt(act.frame, -1, 'generator')
  const inOrder = yieldsInOrder(act.frame.function)
  if (inOrder !== null && act.yielded.size === inOrder.length) {
    const items = inOrder.map((instruction) => act.yielded.get(instruction) ?? NOTHING)
    exit.heap.set(id, listObject(items, 'list', null))
  } else {
    let element: Value = NOTHING
    for (const value of act.yielded.values()) element = element === NOTHING ? value : joinValues(element, value)
    exit.heap.set(id, listObject([], 'list', element))
  }
  return { ...NOTHING, objects: [id] }
}

/** The `yield`s of a function that runs straight through; null where some are given on one way only, or again and again. */
function yieldsInOrder(owner: IrFunction): readonly Instruction[] | null {
  const found: Instruction[] = []
  let count = 0
  for (const block of owner.blocks) for (const { op } of block.instructions) if (op === 'yield') count++
  const seen = new Set<number>()
  for (let at = 0; !seen.has(at); ) {
    seen.add(at)
    const block = owner.blocks[at]
    if (block === undefined) break
    found.push(...block.instructions.filter(({ op }) => op === 'yield'))
    if (block.terminator.op !== 'jump') break
    at = block.terminator.to
  }
  return count > 0 && found.length === count ? found : null
}
