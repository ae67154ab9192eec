import type { Expression, JSXAttributeItem, JSXChild, JSXElementName } from 'oxc-parser'
import type { Argument, DictEntry, Slot } from '../ir/ir.ts'
import { emitCall } from './lower-call.ts'
import { constant, lowerExpression } from './lower-expression.ts'
import type { FunctionLowering, Span } from './lowering.ts'
import { destination, loadName, loadThis } from './names.ts'

/** `<Tag a={b}>child</Tag>` is `jsx(Tag, { a: b }, child)`; a tag in lower case is its name as a constant. */
export function lowerElement(l: FunctionLowering, node: Expression & { type: 'JSXElement' }, into: Slot): Slot {
  const tag = lowerTag(l, node.openingElement.name)
  return callJsx(l, tag, node.openingElement.attributes, node.children, into, node)
}

/** `<>child</>` is `jsx(Fragment, {}, child)`. */
export function lowerFragment(l: FunctionLowering, node: Expression & { type: 'JSXFragment' }, into: Slot): Slot {
  const tag = l.build.temporary()
  l.build.emit({ op: 'global', dst: tag, name: 'Fragment', start: node.start, end: node.start })
  return callJsx(l, tag, [], node.children, into, node)
}

function callJsx(
  l: FunctionLowering,
  tag: Slot,
  attributes: readonly JSXAttributeItem[],
  children: readonly JSXChild[],
  into: Slot,
  span: Span,
): Slot {
  const callee = l.build.temporary()
  l.build.emit({ op: 'global', dst: callee, name: 'jsx', start: span.start, end: span.start })
  const props = lowerProps(l, attributes, span)
  const args: Argument[] = [
    { kind: 'positional', value: tag },
    { kind: 'positional', value: props },
  ]
  for (const child of children) {
    const value = lowerChild(l, child)
    if (value >= 0) args.push({ kind: child.type === 'JSXSpreadChild' ? 'spread' : 'positional', value })
  }
  return emitCall(l, { callee, args }, into, span)
}

function lowerTag(l: FunctionLowering, name: JSXElementName): Slot {
  if (name.type === 'JSXNamespacedName') return constant(l, `${name.namespace.name}:${name.name.name}`, -1, name)
  if (name.type === 'JSXMemberExpression') {
    const object =
      name.object.type === 'JSXMemberExpression' && l.module.depth < 100 ? lowerTag(l, name.object) : lowerTagRoot(l, name.object)
    const dst = destination(l, -1)
    l.build.emit({ op: 'get', dst, object, key: name.property.name, isOptional: false, start: name.start, end: name.end })
    return dst
  }
  return /^[a-z]/.test(name.name) && name.name !== 'this' ? constant(l, name.name, -1, name) : lowerTagRoot(l, name)
}

function lowerTagRoot(l: FunctionLowering, node: Span & { readonly type: string; readonly name?: string }): Slot {
  return node.name === 'this' || node.type === 'ThisExpression' ? loadThis(l, -1, node) : loadName(l, node.name ?? '', -1, node)
}

function lowerProps(l: FunctionLowering, attributes: readonly JSXAttributeItem[], { start, end }: Span): Slot {
  const entries: DictEntry[] = attributes.map((attribute): DictEntry => {
    if (attribute.type === 'JSXSpreadAttribute') return { kind: 'spread', value: lowerExpression(l, attribute.argument) }
    const { name, value } = attribute
    const key = name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`
    if (value === null) return { kind: 'entry', key, value: constant(l, true, -1, attribute) }
    if (value.type !== 'JSXExpressionContainer') return { kind: 'entry', key, value: lowerExpression(l, value) }
    const inner = value.expression
    return { kind: 'entry', key, value: inner.type === 'JSXEmptyExpression' ? constant(l, true, -1, attribute) : lowerExpression(l, inner) }
  })
  const dst = l.build.temporary()
  l.build.emit({ op: 'dict', dst, entries, start, end })
  return dst
}

/** The value of a child; -1 for white space and comments. */
function lowerChild(l: FunctionLowering, child: JSXChild): Slot {
  switch (child.type) {
    case 'JSXText':
      return child.value.trim() === '' ? -1 : constant(l, child.value.trim(), -1, child)
    case 'JSXExpressionContainer':
      return child.expression.type === 'JSXEmptyExpression' ? -1 : lowerExpression(l, child.expression)
    case 'JSXSpreadChild':
      return lowerExpression(l, child.expression)
    default:
      return lowerExpression(l, child)
  }
}
