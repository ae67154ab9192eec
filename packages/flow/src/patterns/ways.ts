import type { BlockIndex, IrFunction } from '../ir/ir.ts'
import { ordinarySuccessors } from '../routes/function-view.ts'

/** The blocks that control comes to from a block, itself included, when nothing throws. */
export function reachedFrom(fn: IrFunction, start: BlockIndex): ReadonlySet<BlockIndex> {
  const seen = new Set<BlockIndex>()
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const block = seen.has(at) ? undefined : fn.blocks[at]
    if (block === undefined) continue
    seen.add(at)
    open.push(...ordinarySuccessors(block.terminator))
  }
  return seen
}
