import type { Slot } from '../ir/ir.ts'
import type { Lowering } from './lowering.ts'
import { FIELD, KIND } from './syntax-kinds.ts'

/** The nodes between the brackets of `a[...]`. */
export function subscriptsOf(lowering: Lowering, node: number): number[] {
  const { fields, next } = lowering.table
  const end = next[node] as number
  const found: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) if (fields[child] === FIELD.subscript) found.push(child)
  return found
}

/** The index of `a[...]` as one value: several are a tuple, as in Python. */
export function subscriptIndex(lowering: Lowering, node: number): Slot {
  const subscripts = subscriptsOf(lowering, node)
  const isTuple = subscripts.length > 1 || lowering.childOfKind(node, KIND['","']) >= 0
  return isTuple ? emitSequence(lowering, node, 'tuple', subscripts) : lowering.value(subscripts[0] ?? -1)
}

/** A list, tuple or set of the values of nodes; `*x` among them is spread. */
export function emitSequence(lowering: Lowering, node: number, shape: 'list' | 'tuple' | 'set', nodes: readonly number[]): Slot {
  const items: Slot[] = []
  const spreads: boolean[] = []
  for (const item of nodes) {
    items.push(lowering.value(item))
    const kind = lowering.kind(item)
    spreads.push(kind === KIND.list_splat || kind === KIND.parenthesized_list_splat || kind === KIND.list_splat_pattern)
  }
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'list', dst, shape, items, spreads, start: lowering.start(node), end: lowering.end(node) })
  return dst
}
