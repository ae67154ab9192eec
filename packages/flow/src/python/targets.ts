import type { Slot } from '../ir/ir.ts'
import type { Lowering } from './lowering.ts'
import { subscriptIndex } from './sequences.ts'
import { FIELD, KIND } from './syntax-kinds.ts'

/** What a target takes apart, and what merely wraps another target. */
const SEQUENCES = new Set<number>([KIND.pattern_list, KIND.tuple_pattern, KIND.list_pattern, KIND.tuple, KIND.list, KIND.expression_list])
const WRAPPERS = new Set<number>([KIND.parenthesized_expression, KIND.as_pattern_target, KIND.list_splat_pattern, KIND.list_splat])

/** Assigns to whatever may stand left of `=`: names, attributes, subscripts, and patterns of these. */
export function assignTo(lowering: Lowering, target: number, src: Slot): void {
  const kind = lowering.kind(target)
  if (target < 0) return
  const start = lowering.start(target)
  const end = lowering.end(target)
  if (kind === KIND.identifier) {
    lowering.store(target, lowering.nameOf(target), src)
  } else if (kind === KIND.attribute) {
    const object = lowering.value(lowering.field(target, FIELD.object))
    lowering.build.emit({ op: 'set', object, key: lowering.nameOf(lowering.field(target, FIELD.attribute)), src, start, end })
  } else if (kind === KIND.subscript) {
    const object = lowering.value(lowering.field(target, FIELD.value))
    const index = subscriptIndex(lowering, target)
    lowering.build.emit({ op: 'set-index', object, index, src, start, end })
  } else if (SEQUENCES.has(kind) && !isGrouping(lowering, target)) {
    lowering.nested(target, () => unpack(lowering, target, src))
  } else if (WRAPPERS.has(kind) || SEQUENCES.has(kind)) {
    lowering.nested(target, () => assignTo(lowering, lowering.operands(target)[0] ?? -1, src))
  } else {
    lowering.value(target)
  }
}

/** `(x) = src` only groups, `(x,) = src` takes apart. */
function isGrouping(lowering: Lowering, target: number): boolean {
  return (
    lowering.kind(target) === KIND.tuple_pattern && lowering.operands(target).length === 1 && lowering.childOfKind(target, KIND['","']) < 0
  )
}

/** `a, *b, c = src`: what follows the star is counted from the end. */
function unpack(lowering: Lowering, target: number, src: Slot): void {
  const { build } = lowering
  const parts = lowering.operands(target)
  const star = parts.findIndex((part) => lowering.kind(part) === KIND.list_splat_pattern || lowering.kind(part) === KIND.list_splat)
  for (const [index, part] of parts.entries()) {
    const start = lowering.start(part)
    const end = lowering.end(part)
    if (index === star) {
      const from = build.constant(index, start, end)
      const after = parts.length - 1 - index
      const to = after === 0 ? -1 : build.constant(-after, start, end)
      const rest = build.temporary()
      build.emit({ op: 'slice', dst: rest, object: src, from, to, step: -1, start, end })
      assignTo(lowering, part, rest)
      continue
    }
    const place = build.constant(star >= 0 && index > star ? index - parts.length : index, start, end)
    const item = build.temporary()
    build.emit({ op: 'index', dst: item, object: src, index: place, isOptional: false, start, end })
    assignTo(lowering, part, item)
  }
}
