import type { BlockIndex, IrFunction } from '../ir/ir.ts'
import { reachedFrom } from '../patterns/ways.ts'
import type { FunctionRef, Reader } from './reader.ts'
import { createTagReader, OWN } from './value-tags.ts'

/** A test of a view whether one object is asked for: by a key of the address, or by the action of a view set. */
const ONE_OBJECT =
  /["']\w+["']\s+in\s+self\.kwargs\b|\bself\.kwargs\.get\(|\bself\.detail\b|\bself\.action\s*(?:==|in\b)[^:\n]*["'](?:retrieve|update|partial_update|destroy)["']/
const LIST = /\bself\.action\s*==\s*["']list["']/
const NEGATED = /\bnot\b(?!\s+None)|!=|\bis\s+None\b/

/** Whether a query set that is narrowed to the caller's rows is left as it is when one object is asked for. */
export function isLetOut(reader: Reader, method: FunctionRef): boolean {
  const { function: fn } = method
  const narrowing = narrowingBlocks(reader, method)
  if (narrowing.size === 0) return false
  const text = reader.textOf(method.module.file)
  return fn.blocks.some(({ terminator }, index) => {
    if (terminator.op !== 'branch') return false
    const condition = text.slice(terminator.start, terminator.end)
    const isOne = ONE_OBJECT.test(condition)
    if (isOne === LIST.test(condition)) return false
    const side = isOne === NEGATED.test(condition) ? terminator.else : terminator.then
    const met = new Set([...reachedFrom(fn, side), ...before(fn, index)])
    return [...narrowing].every((block) => !met.has(block))
  })
}

/** Blocks in which something is asked by the caller: `qs.filter(owner=self.request.user)`. */
function narrowingBlocks(reader: Reader, method: FunctionRef): ReadonlySet<BlockIndex> {
  const { tags } = createTagReader(reader, new Map())
  const found = new Set<BlockIndex>()
  method.function.blocks.forEach(({ instructions }, index) => {
    for (const one of instructions) {
      if (one.op !== 'call' || one.receiver < 0) continue
      if (one.args.some(({ value }) => (tags(method, value) & OWN) !== 0)) found.add(index)
    }
  })
  return found
}

/** Blocks from which control comes to a block. */
function before(fn: IrFunction, to: BlockIndex): readonly BlockIndex[] {
  return fn.blocks.flatMap((_, index) => (reachedFrom(fn, index).has(to) ? [index] : []))
}
