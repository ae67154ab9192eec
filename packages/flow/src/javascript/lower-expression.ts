import type { Argument as ArgumentNode, Expression, Node } from 'oxc-parser'
import type { Argument, BinaryOperator, Constant, Slot } from '../ir/ir.ts'
import { namedType } from '../ir/named-type.ts'
import { constantText, loadCommonExports, meansExports, symbolKey } from './common-exports.ts'
import { lowerAssignment, lowerUpdate } from './lower-assignment.ts'
import { lowerCall } from './lower-call.ts'
import { lowerClass } from './lower-class.ts'
import { lowerConditional, lowerEffect, lowerLogical } from './lower-condition.ts'
import { lowerFunction } from './lower-function.ts'
import { lowerElement, lowerFragment } from './lower-jsx.ts'
import { lowerArray, lowerLiteral, lowerObject, lowerTemplate } from './lower-literal.ts'
import { type FunctionLowering, MAX_DEPTH, type Span } from './lowering.ts'
import { destination, loadName, loadThis, place } from './names.ts'
import { typeOf } from './type-reference.ts'

const BINARY = new Map<string, BinaryOperator>([
  ['===', '=='],
  ['!==', '!='],
])
const UNARY = new Map<string, '-' | '+' | 'not' | '~' | 'typeof' | 'void'>([
  ['-', '-'],
  ['+', '+'],
  ['!', 'not'],
  ['~', '~'],
  ['typeof', 'typeof'],
  ['void', 'void'],
])

/** Strict and loose equality are one operator of the IR. */
export function binaryOperator(operator: string): BinaryOperator {
  return BINARY.get(operator) ?? (operator as BinaryOperator)
}

/** Emits a constant. */
export function constant(l: FunctionLowering, value: Constant, into: Slot, { start, end }: Span): Slot {
  const dst = destination(l, into)
  l.build.emit({ op: 'const', dst, value, start, end })
  return dst
}

/** A value of which nothing is known: for what is left out, which the module's issues name. */
export function unknown(l: FunctionLowering, into: Slot, { start, end }: Span): Slot {
  const dst = destination(l, into)
  l.build.emit({ op: 'global', dst, name: '<not-lowered>', start, end })
  return dst
}

/** The value of an expression. With `into` it lands there; else it may be a variable's own slot, which later code can assign. */
export function lowerExpression(l: FunctionLowering, node: Expression, into: Slot = -1): Slot {
  const { module } = l
  if (module.depth > MAX_DEPTH) {
    module.issue('too-deep', `expression nested more than ${MAX_DEPTH} levels deep is left out`, node)
    return unknown(l, into, node)
  }
  module.depth++
  const slot = lowerByType(l, node, into)
  module.depth--
  return slot
}

/** An expression with the name that a function or class without one gets from where it stands. */
export function lowerNamed(l: FunctionLowering, node: Expression, hint: string, into: Slot = -1): Slot {
  switch (node.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return lowerFunction(l, node, hint, into)
    case 'ClassExpression':
      return lowerClass(l, node, hint, into)
    default:
      return lowerExpression(l, node, into)
  }
}

function lowerByType(l: FunctionLowering, node: Expression, into: Slot): Slot {
  switch (node.type) {
    case 'Identifier':
      return loadName(l, node.name, into, node)
    case 'Literal':
      return lowerLiteral(l, node, into)
    case 'MemberExpression':
      return lowerMember(l, node, into)
    case 'CallExpression':
    case 'NewExpression':
      return lowerCall(l, node, into)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return lowerFunction(l, node, '', into)
    case 'ObjectExpression':
      return lowerObject(l, node.properties, into, node)
    case 'ArrayExpression':
      return lowerArray(l, node.elements, into, node)
    case 'TemplateLiteral':
      return lowerTemplate(l, node, into)
    case 'BinaryExpression':
      return lowerBinary(l, node, into)
    case 'LogicalExpression':
      return lowerLogical(l, node, into)
    case 'ConditionalExpression':
      return lowerConditional(l, node, into)
    case 'AssignmentExpression':
      return lowerAssignment(l, node, into)
    case 'AwaitExpression':
    case 'YieldExpression':
      return lowerSuspension(l, node, into)
    case 'UnaryExpression':
      return lowerUnary(l, node, into)
    case 'ThisExpression':
      return loadThis(l, into, node)
    default:
      return lowerRare(l, node, into)
  }
}

/** `load() as Store`. */
function lowerAssertion(l: FunctionLowering, node: Expression & { type: 'TSAsExpression' | 'TSTypeAssertion' }, into: Slot): Slot {
  const type = namedType(typeOf(node.typeAnnotation))
  if (type === null) return lowerExpression(l, node.expression, into)
  return place(l, l.build.typed(lowerExpression(l, node.expression), type, node.start, node.end), into, node)
}

function lowerRare(l: FunctionLowering, node: Expression, into: Slot): Slot {
  const { start, end } = node
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      return lowerAssertion(l, node, into)
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return lowerExpression(l, node.expression, into)
    case 'UpdateExpression':
      return lowerUpdate(l, node, into)
    case 'ClassExpression':
      return lowerClass(l, node, '', into)
    case 'SequenceExpression': {
      const last = node.expressions.length - 1
      for (const expression of node.expressions.slice(0, last)) lowerEffect(l, expression)
      return lowerExpression(l, node.expressions[last] as Expression, into)
    }
    case 'TaggedTemplateExpression':
      return lowerCall(l, node, into)
    case 'ImportExpression':
      return lowerCall(l, node, into)
    case 'JSXElement':
      return lowerElement(l, node, into)
    case 'JSXFragment':
      return lowerFragment(l, node, into)
    case 'MetaProperty':
    case 'Super': {
      const dst = destination(l, into)
      l.build.emit({ op: 'global', dst, name: node.type === 'Super' ? 'super' : `${node.meta.name}.${node.property.name}`, start, end })
      return dst
    }
    default:
      return lowerForeign(l, node, into)
  }
}

/** Nodes of other dialects (Flow casts), and what no parser should put here. */
function lowerForeign(l: FunctionLowering, node: Node | Expression, into: Slot): Slot {
  const { type, expression } = node as unknown as { type: string; expression?: Expression }
  if ((type === 'TypeCastExpression' || type === 'AsExpression' || type === 'AsConstExpression') && expression) {
    return lowerExpression(l, expression, into)
  }
  l.module.issue('unsupported', `expression of kind ${type}`, node)
  return unknown(l, into, node)
}

function lowerMember(l: FunctionLowering, node: Expression & { type: 'MemberExpression' }, into: Slot): Slot {
  if (meansExports(l, node)) return loadCommonExports(l, into, node)
  const { start, end, optional: isOptional } = node
  const object = lowerExpression(l, node.object)
  const key = memberKey(node)
  if (key !== null) {
    const dst = destination(l, into)
    l.build.emit({ op: 'get', dst, object, key, isOptional, start, end })
    return dst
  }
  const index = lowerExpression(l, node.property as Expression)
  const dst = destination(l, into)
  l.build.emit({ op: 'index', dst, object, index, isOptional, start, end })
  return dst
}

/** The key of `a.key`, `a['key']` or `a.#key`; null when it is computed or a number. */
export function memberKey(node: Expression & { type: 'MemberExpression' }): string | null {
  if (node.computed) return constantText(node.property) ?? symbolKey(node.property)
  return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name
}

type Binary = Expression & { type: 'BinaryExpression' }

/** Follows the left side in a loop: long concatenations lean to the left thousands deep. */
function lowerBinary(l: FunctionLowering, node: Binary, into: Slot): Slot {
  const spine: Binary[] = [node]
  let innermost: Expression | { type: 'PrivateIdentifier'; name: string } = node.left
  while (innermost.type === 'BinaryExpression') {
    spine.push(innermost)
    innermost = innermost.left
  }
  let left =
    innermost.type === 'PrivateIdentifier' ? constant(l, `#${innermost.name}`, -1, node) : lowerExpression(l, innermost as Expression)
  for (let index = spine.length - 1; index >= 0; index--) {
    const { operator, right, start, end } = spine[index] as Binary
    const value = lowerExpression(l, right)
    const dst = index === 0 ? destination(l, into) : l.build.temporary()
    l.build.emit({ op: 'binary', dst, operator: binaryOperator(operator), left, right: value, start, end })
    left = dst
  }
  return left
}

function lowerUnary(l: FunctionLowering, node: Expression & { type: 'UnaryExpression' }, into: Slot): Slot {
  const { start, end, operator, argument } = node
  if (operator === 'delete') return lowerDelete(l, argument, into, node)
  if (operator === 'void' && argument.type === 'Literal') return constant(l, undefined, into, node)
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number') return constant(l, -argument.value, into, node)
  const operand = lowerExpression(l, argument)
  const dst = destination(l, into)
  l.build.emit({ op: 'unary', dst, operator: UNARY.get(operator) ?? 'void', operand, start, end })
  return dst
}

function lowerDelete(l: FunctionLowering, argument: Expression, into: Slot, span: Span): Slot {
  const target = argument.type === 'ChainExpression' ? argument.expression : argument
  if (target.type === 'MemberExpression') {
    const object = lowerExpression(l, target.object)
    const key = memberKey(target) ?? lowerExpression(l, target.property as Expression)
    l.build.emit({ op: 'delete', object, key, start: span.start, end: span.end })
  } else lowerEffect(l, target)
  return constant(l, true, into, span)
}

function lowerSuspension(l: FunctionLowering, node: Expression & { type: 'AwaitExpression' | 'YieldExpression' }, into: Slot): Slot {
  const { start, end } = node
  let src = node.argument === null ? constant(l, undefined, -1, node) : lowerExpression(l, node.argument)
  if (node.type === 'YieldExpression' && node.delegate) {
    const element = l.build.temporary()
    l.build.emit({ op: 'element', dst: element, object: src, start, end })
    src = element
  }
  const dst = destination(l, into)
  l.build.emit({ op: node.type === 'AwaitExpression' ? 'await' : 'yield', dst, src, start, end })
  return dst
}

/** The arguments of a call. */
export function lowerArguments(l: FunctionLowering, nodes: readonly ArgumentNode[]): Argument[] {
  return nodes.map((node): Argument => {
    if (node.type === 'SpreadElement') return { kind: 'spread', value: lowerExpression(l, node.argument) }
    return { kind: 'positional', value: lowerExpression(l, node) }
  })
}
