import type { Block, IrFunction } from '../ir/ir.ts'

/** Order and numbering that the fixpoint needs; made once a function. */
export interface FunctionInfo {
  /** Dense index of each variable, -1 for temporaries. */
  readonly variableIndex: Int32Array
  /** Position of each block in reverse post-order, -1 when nothing reaches it. */
  readonly position: Int32Array
  /** Blocks in reverse post-order. */
  readonly order: readonly number[]
  /** By position: 1 for blocks that lie in a loop, so that they may run more than once. */
  readonly repeats: Uint8Array
}

const cache = new WeakMap<IrFunction, FunctionInfo>()

export function functionInfo(owner: IrFunction): FunctionInfo {
  const known = cache.get(owner)
  if (known !== undefined) return known
  const variableIndex = new Int32Array(owner.slotCount).fill(-1)
  let variableCount = 0
  const add = (slot: number): void => {
    if (slot >= 0 && variableIndex[slot] === -1) variableIndex[slot] = variableCount++
  }
  for (const parameter of owner.parameters) add(parameter.slot)
  add(owner.selfSlot)
  for (const slot of owner.names.keys()) add(slot)
  const { position, order } = reversePostOrder(owner)
  const info = {
    variableIndex,
    position,
    order,
    repeats: repeatedBlocks(owner, position, order),
  }
  cache.set(owner, info)
  return info
}

/** The successor at that place of a block's list, -1 past its end: its handler, then where its terminator leads. */
function successor({ handler, terminator }: Block, at: number): number {
  const place = handler >= 0 ? at - 1 : at
  if (place < 0) return handler
  if (terminator.op === 'branch') return place === 0 ? terminator.else : place === 1 ? terminator.then : -1
  if (terminator.op === 'next') return place === 0 ? terminator.exit : place === 1 ? terminator.body : -1
  return terminator.op === 'jump' && place === 0 ? terminator.to : -1
}

const NONE = new Uint8Array(0)

/** All that lies between the ends of an edge that leads back. */
function repeatedBlocks(owner: IrFunction, position: Int32Array, order: readonly number[]): Uint8Array {
  let repeats: Uint8Array | null = null
  for (let at = 0; at < order.length; at++) {
    const block = owner.blocks[order[at] ?? -1]
    if (block === undefined) continue
    for (let place = 0, next = successor(block, 0); next >= 0; next = successor(block, ++place)) {
      const to = position[next] ?? -1
      if (to < 0 || to > at) continue
      repeats ??= new Uint8Array(order.length)
      repeats.fill(1, to, at + 1)
    }
  }
  return repeats ?? NONE
}

function reversePostOrder(owner: IrFunction): { position: Int32Array; order: number[] } {
  const position = new Int32Array(owner.blocks.length).fill(-1)
  const seen = new Uint8Array(owner.blocks.length)
  const post: number[] = []
  /** Open blocks, and how many successors of each have been looked at. */
  const open: number[] = []
  const looked: number[] = []
  const enter = (index: number): void => {
    if (owner.blocks[index] === undefined || seen[index] === 1) return
    seen[index] = 1
    open.push(index)
    looked.push(0)
  }
  enter(0)
  while (open.length > 0) {
    const top = open.length - 1
    const index = open[top] ?? 0
    const block = owner.blocks[index]
    const at = looked[top] ?? 0
    looked[top] = at + 1
    const next = block === undefined ? -1 : successor(block, at)
    if (next >= 0) enter(next)
    else {
      post.push(index)
      open.pop()
      looked.pop()
    }
  }
  const order = post.reverse()
  for (let at = 0; at < order.length; at++) position[order[at] ?? 0] = at
  return { position, order }
}
