import type { AssignmentTarget, BindingPattern, Expression } from 'oxc-parser'
import type { Slot } from '../ir/ir.ts'
import { staticKey } from './common-exports.ts'
import { assignSlot } from './lower-assignment.ts'
import { constant, lowerExpression, lowerNamed } from './lower-expression.ts'
import { type FunctionLowering, MAX_DEPTH, type Span } from './lowering.ts'
import { ownSlot, storeName } from './names.ts'

type Pattern = BindingPattern | AssignmentTarget

/**
 * Takes `src` apart into the names and targets of a pattern. Declared names are in scope already, so declaring and
 * assigning are the same here.
 */
export function assignPattern(l: FunctionLowering, pattern: Pattern, src: Slot): void {
  if (l.module.depth > MAX_DEPTH) {
    l.module.issue('too-deep', `pattern nested more than ${MAX_DEPTH} levels deep is left out`, pattern)
    return
  }
  l.module.depth++
  switch (pattern.type) {
    case 'Identifier':
      storeName(l, pattern.name, src, pattern)
      break
    case 'ObjectPattern':
      assignObject(l, pattern, src)
      break
    case 'ArrayPattern':
      assignArray(l, pattern, src)
      break
    case 'AssignmentPattern':
      assignPattern(l, pattern.left, withDefault(l, src, pattern.right, pattern.left.type === 'Identifier' ? pattern.left.name : ''))
      break
    default:
      if (pattern.type === 'MemberExpression' || 'expression' in pattern) assignSlot(l, pattern, src, pattern)
      else l.module.issue('unsupported', `pattern of kind ${(pattern as { type: string }).type}`, pattern)
  }
  l.module.depth--
}

function assignObject(l: FunctionLowering, { properties }: Pattern & { type: 'ObjectPattern' }, src: Slot): void {
  const taken: (string | Slot)[] = []
  for (const property of properties) {
    const { start, end } = property
    const own = property.type === 'Property' && property.value.type === 'Identifier' ? ownSlot(l, property.value.name) : -1
    // Not the variable that is being taken apart: `({ a, b } = a)` still needs it.
    const dst = own >= 0 && own !== src ? own : l.build.temporary()
    if (property.type !== 'Property') {
      l.build.emit({ op: 'dict', dst, entries: [{ kind: 'spread', value: src }], start, end })
      for (const key of taken) l.build.emit({ op: 'delete', object: dst, key, start, end })
      assignPattern(l, property.argument, dst)
      continue
    }
    const key = staticKey(property)
    if (key === null) {
      const index = lowerExpression(l, property.key as Expression)
      taken.push(index)
      l.build.emit({ op: 'index', dst, object: src, index, isOptional: false, start, end })
    } else {
      taken.push(key)
      l.build.emit({ op: 'get', dst, object: src, key, isOptional: false, start, end })
    }
    if (dst !== own) assignPattern(l, property.value as Pattern, dst)
  }
}

function assignArray(l: FunctionLowering, { elements }: Pattern & { type: 'ArrayPattern' }, src: Slot): void {
  for (const [position, element] of elements.entries()) {
    if (element === null) continue
    const { start, end } = element
    const index = constant(l, position, -1, element)
    const dst = l.build.temporary()
    if (element.type === 'RestElement') {
      l.build.emit({ op: 'slice', dst, object: src, from: index, to: -1, step: -1, start, end })
      assignPattern(l, element.argument, dst)
    } else {
      l.build.emit({ op: 'index', dst, object: src, index, isOptional: false, start, end })
      assignPattern(l, element as Pattern, dst)
    }
  }
}

/** `src`, or the default where it is undefined. */
export function withDefault(l: FunctionLowering, src: Slot, node: Expression, hint: string): Slot {
  const joined = l.build.variable('<default>')
  l.build.move(joined, src, node.start, node.end)
  fillDefault(l, joined, node, hint)
  return joined
}

/** Assigns the default to `slot` where it is undefined; the slot that the default itself was computed in. */
export function fillDefault(l: FunctionLowering, slot: Slot, node: Expression, hint: string): Slot {
  const { start, end }: Span = node
  const condition = l.build.temporary()
  const nothing = constant(l, undefined, -1, node)
  l.build.emit({ op: 'binary', dst: condition, operator: '==', left: slot, right: nothing, start, end })
  const missing = l.build.newBlock()
  const after = l.build.newBlock()
  l.build.branch(condition, missing, after, { start, end })
  l.build.enter(missing)
  const value = lowerNamed(l, node, hint)
  l.build.move(slot, value, start, end)
  l.build.jumpTo(after, start, end)
  return value
}
