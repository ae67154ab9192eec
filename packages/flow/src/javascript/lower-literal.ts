import type { Argument as ArgumentNode, Expression, Node, ObjectProperty } from 'oxc-parser'
import type { Constant, DictEntry, Slot } from '../ir/ir.ts'
import { staticKey } from './common-exports.ts'
import { constant, lowerExpression, lowerNamed } from './lower-expression.ts'
import { lowerFunction } from './lower-function.ts'
import type { FunctionLowering, Span } from './lowering.ts'
import { destination } from './names.ts'

/** A literal of one token: string, number, boolean, null, regular expression, big integer. */
export function lowerLiteral(l: FunctionLowering, node: Expression & { type: 'Literal' }, into: Slot): Slot {
  const { start, end } = node
  const dst = destination(l, into)
  if ('regex' in node && node.regex) {
    l.build.emit({ op: 'regex', dst, pattern: node.regex.pattern, flags: [...node.regex.flags].sort().join(''), start, end })
  } else if ('bigint' in node && node.bigint) {
    l.build.emit({ op: 'const', dst, value: { bigint: node.bigint }, start, end })
  } else {
    l.build.emit({ op: 'const', dst, value: node.value as Constant, start, end })
  }
  return dst
}

/** Lowers an object literal; also the props of a JSX element. */
export function lowerObject(
  l: FunctionLowering,
  properties: readonly (ObjectProperty | (Span & { readonly type: 'SpreadElement'; readonly argument: Expression }))[],
  into: Slot,
  { start, end }: Span,
): Slot {
  const entries: DictEntry[] = []
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      entries.push({ kind: 'spread', value: lowerExpression(l, property.argument) })
      continue
    }
    const key = staticKey(property)
    const computed = key === null ? lowerExpression(l, property.key as Expression) : -1
    let value = lowerPropertyValue(l, property, key ?? '<computed>')
    if (property.kind === 'set') continue
    if (property.kind === 'get') {
      // A getter's value counts, not the getter: it is called where the object is made.
      const called = l.build.temporary()
      l.build.emit({
        op: 'call',
        dst: called,
        callee: value,
        receiver: -1,
        method: '',
        args: [],
        isNew: false,
        isDecorator: false,
        isOptional: false,
        start: property.start,
        end: property.end,
      })
      value = called
    }
    entries.push(key === null ? { kind: 'computed', key: computed, value } : { kind: 'entry', key, value })
  }
  const dst = destination(l, into)
  l.build.emit({ op: 'dict', dst, entries, start, end })
  return dst
}

function lowerPropertyValue(l: FunctionLowering, property: ObjectProperty, name: string): Slot {
  const { value } = property
  if (value.type === 'FunctionExpression')
    return lowerFunction(l, value, name, -1, { kind: property.method || property.kind !== 'init' ? 'method' : 'function' })
  // `{ a = 1 }` outside a pattern is an error that parsers recover from.
  if ((value as Node).type === 'AssignmentPattern') return lowerExpression(l, (value as unknown as { right: Expression }).right)
  return lowerNamed(l, value, name)
}

/** Lowers a list; holes are undefined. */
export function lowerArray(l: FunctionLowering, elements: readonly (ArgumentNode | null)[], into: Slot, { start, end }: Span): Slot {
  const items: Slot[] = []
  const spreads: boolean[] = []
  for (const element of elements) {
    if (element === null) items.push(constant(l, undefined, -1, { start, end: start }))
    else items.push(lowerExpression(l, element.type === 'SpreadElement' ? element.argument : element))
    spreads.push(element?.type === 'SpreadElement')
  }
  const dst = destination(l, into)
  l.build.emit({ op: 'list', dst, shape: 'list', items, spreads, start, end })
  return dst
}

/** Lowers a template literal; one without parts is a constant. */
export function lowerTemplate(l: FunctionLowering, node: Expression & { type: 'TemplateLiteral' }, into: Slot, values: Slot[] = []): Slot {
  const { start, end, quasis, expressions } = node
  const parts: (string | Slot)[] = []
  for (const [index, quasi] of quasis.entries()) {
    const text = quasi.value.cooked ?? quasi.value.raw
    if (text !== '') parts.push(text)
    const expression = expressions[index]
    if (expression === undefined) continue
    const value = lowerExpression(l, expression)
    values.push(value)
    parts.push(value)
  }
  if (expressions.length === 0) return constant(l, typeof parts[0] === 'string' ? parts[0] : '', into, node)
  const dst = destination(l, into)
  l.build.emit({ op: 'template', dst, parts, start, end })
  return dst
}
