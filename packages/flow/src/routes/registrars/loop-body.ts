import type { IrFunction, Slot } from '../../ir/ir.ts'
import { ordinarySuccessors } from '../function-view.ts'

/** The blocks that a loop runs for each item. */
export function bodyOf({ blocks }: IrFunction, loop: Slot): ReadonlySet<number> {
  const head = blocks.findIndex(({ terminator }) => terminator.op === 'next' && terminator.dst === loop)
  const next = blocks[head]?.terminator
  const body = new Set<number>()
  const open = next?.op === 'next' ? [next.body] : []
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const block = blocks[index]
    if (block === undefined || body.has(index) || index === head || (next?.op === 'next' && index === next.exit)) continue
    body.add(index)
    open.push(...ordinarySuccessors(block.terminator))
  }
  return body
}
