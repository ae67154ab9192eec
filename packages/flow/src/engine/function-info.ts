import type { IrFunction } from '../ir/ir.ts'

/** Order and numbering that the fixpoint needs; made once a function. */
export interface FunctionInfo {
  /** Dense index of each variable, -1 for temporaries. */
  readonly variableIndex: Int32Array
  readonly variableCount: number
  readonly slotOfVariable: readonly number[]
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
  const slotOfVariable: number[] = []
  const add = (slot: number): void => {
    if (slot < 0 || variableIndex[slot] !== -1) return
    variableIndex[slot] = slotOfVariable.length
    slotOfVariable.push(slot)
  }
  for (const parameter of owner.parameters) add(parameter.slot)
  add(owner.selfSlot)
  for (const slot of owner.names.keys()) add(slot)
  const { position, order } = reversePostOrder(owner)
  const info = {
    variableIndex,
    variableCount: slotOfVariable.length,
    slotOfVariable,
    position,
    order,
    repeats: repeatedBlocks(owner, position, order),
  }
  cache.set(owner, info)
  return info
}

function successors(owner: IrFunction, index: number): number[] {
  const block = owner.blocks[index]
  if (block === undefined) return []
  const { terminator } = block
  const next: number[] = []
  if (block.handler >= 0) next.push(block.handler)
  if (terminator.op === 'jump') next.push(terminator.to)
  else if (terminator.op === 'branch') next.push(terminator.else, terminator.then)
  else if (terminator.op === 'next') next.push(terminator.exit, terminator.body)
  return next
}

const NONE = new Uint8Array(0)

/** All that lies between the ends of an edge that leads back. */
function repeatedBlocks(owner: IrFunction, position: Int32Array, order: readonly number[]): Uint8Array {
  let repeats: Uint8Array | null = null
  for (const [at, block] of order.entries()) {
    for (const next of successors(owner, block)) {
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
  const stack: { block: number; next: number[]; at: number }[] = []
  const push = (block: number): void => {
    if (owner.blocks[block] === undefined || seen[block] === 1) return
    seen[block] = 1
    stack.push({ block, next: successors(owner, block), at: 0 })
  }
  push(0)
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next[top.at++]
    if (next !== undefined) push(next)
    else {
      post.push(top.block)
      stack.pop()
    }
  }
  const order = post.reverse()
  order.forEach((block, at) => {
    position[block] = at
  })
  return { position, order }
}
