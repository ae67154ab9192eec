import type { BinaryOperator, Slot } from '../ir/ir.ts'
import { emitBuiltin } from './builtins.ts'
import { decodeNumber } from './literals.ts'
import type { LowerExpression, Lowering } from './lowering.ts'
import { emitSequence, subscriptIndex, subscriptsOf } from './sequences.ts'
import { type ByKind, byKind, FIELD, KIND } from './syntax-kinds.ts'
import { assignTo } from './targets.ts'

/** Operators by token; those with `=` are the augmented ones. */
const BINARY_OPERATORS: readonly (BinaryOperator | undefined)[] = byKind<BinaryOperator>({
  '"+"': '+',
  '"-"': '-',
  '"*"': '*',
  '"/"': '/',
  '"//"': '//',
  '"%"': '%',
  '"**"': '**',
  '"@"': '@',
  '"&"': '&',
  '"|"': '|',
  '"^"': '^',
  '"<<"': '<<',
  '">>"': '>>',
  '"+="': '+',
  '"-="': '-',
  '"*="': '*',
  '"/="': '/',
  '"//="': '//',
  '"%="': '%',
  '"**="': '**',
  '"@="': '@',
  '"&="': '&',
  '"|="': '|',
  '"^="': '^',
  '"<<="': '<<',
  '">>="': '>>',
})

const COMPARISONS: readonly (BinaryOperator | undefined)[] = byKind<BinaryOperator>({
  '"<"': '<',
  '"<="': '<=',
  '"=="': '==',
  '"!="': '!=',
  '">="': '>=',
  '">"': '>',
  '"<>"': '!=',
  '"in"': 'in',
  '"not in"': 'not-in',
  '"is"': 'is',
  '"is not"': 'is-not',
})

export function binaryOperator(lowering: Lowering, token: number): BinaryOperator {
  return BINARY_OPERATORS[lowering.kind(token)] ?? '+'
}

const lowerNumber: LowerExpression = (lowering, node) => {
  const value = decodeNumber(lowering.textOf(node))
  return value === null ? lowering.unknown(node) : lowering.constant(node, value)
}

/** A chain such as `a + b + c ...` nests on its left, thousands deep in generated code: walked down, then built upwards. */
const lowerBinary: LowerExpression = (lowering, node) => {
  const chain = [node]
  let left = node + 1
  while (lowering.kind(left) === KIND.binary_operator) {
    chain.push(left)
    left++
  }
  let value = lowering.value(lowering.field(chain.at(-1) as number, FIELD.left))
  for (let index = chain.length - 1; index >= 0; index--) {
    const link = chain[index] as number
    const right = lowering.value(lowering.field(link, FIELD.right))
    const dst = lowering.build.temporary()
    const operator = binaryOperator(lowering, lowering.field(link, FIELD.operator))
    lowering.build.emit({ op: 'binary', dst, operator, left: value, right, start: lowering.start(link), end: lowering.end(link) })
    value = dst
  }
  return value
}

const lowerUnary: LowerExpression = (lowering, node) => {
  const operand = lowering.value(lowering.field(node, FIELD.argument))
  const token = lowering.kind(lowering.field(node, FIELD.operator))
  const operator = token === KIND['"-"'] ? '-' : token === KIND['"~"'] ? '~' : '+'
  return emitUnary(lowering, node, operator, operand)
}

const lowerNot: LowerExpression = (lowering, node) => emitUnary(lowering, node, 'not', lowering.value(lowering.field(node, FIELD.argument)))

function emitUnary(lowering: Lowering, node: number, operator: '-' | '+' | 'not' | '~', operand: Slot): Slot {
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'unary', dst, operator, operand, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

/** `a and b` as a value: the last operand evaluated. */
const lowerBoolean: LowerExpression = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  const isAnd = isConjunction(lowering, node)
  const result = build.variable(isAnd ? '<and>' : '<or>')
  const done = build.newBlock()
  const operands = booleanOperands(lowering, node)
  for (const [index, operand] of operands.entries()) {
    const value = lowering.value(operand)
    build.move(result, value, start, end)
    if (index === operands.length - 1) break
    const more = build.newBlock()
    build.branch(value, isAnd ? more : done, isAnd ? done : more, { start: lowering.start(operand), end: lowering.end(operand) })
    build.enter(more)
  }
  build.jumpTo(done, start, end)
  return result
}

export function isConjunction(lowering: Lowering, node: number): boolean {
  return lowering.kind(lowering.field(node, FIELD.operator)) === KIND['"and"']
}

/** The operands of a chain of the same operator, first to last. */
export function booleanOperands(lowering: Lowering, node: number): number[] {
  const isAnd = isConjunction(lowering, node)
  const reversed: number[] = []
  let link = node
  while (lowering.kind(link) === KIND.boolean_operator && isConjunction(lowering, link) === isAnd) {
    reversed.push(lowering.field(link, FIELD.right))
    link = lowering.field(link, FIELD.left)
  }
  reversed.push(link)
  return reversed.reverse()
}

export interface Comparison {
  readonly operator: BinaryOperator
  readonly right: number
}

/** `a < b <= c` as its first operand and the comparisons that follow. */
export function comparisons(lowering: Lowering, node: number): { readonly first: number; readonly rest: Comparison[] } {
  const { kinds, next, fields } = lowering.table
  const end = next[node] as number
  const rest: Comparison[] = []
  let first = -1
  let operator: BinaryOperator | undefined
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (fields[child] === FIELD.operators) operator = COMPARISONS[kinds[child] as number]
    else if (first < 0) first = child
    else if (kinds[child] !== KIND.ERROR) rest.push({ operator: operator ?? '==', right: child })
  }
  return { first, rest }
}

const lowerComparison: LowerExpression = (lowering, node) => {
  const { build } = lowering
  const { first, rest } = comparisons(lowering, node)
  const start = lowering.start(node)
  const end = lowering.end(node)
  let left = lowering.value(first)
  const only = rest.length === 1
  const result = only ? -1 : build.variable('<and>')
  const done = only ? -1 : build.newBlock()
  for (const [index, { operator, right: node }] of rest.entries()) {
    const right = lowering.value(node)
    const dst = build.temporary()
    build.emit({ op: 'binary', dst, operator, left, right, start, end: lowering.end(node) })
    if (only) return dst
    build.move(result, dst, start, end)
    if (index === rest.length - 1) break
    const more = build.newBlock()
    build.branch(dst, more, done, { start, end })
    build.enter(more)
    left = right
  }
  if (rest.length === 0) return left
  build.jumpTo(done, start, end)
  return result
}

const lowerConditional: LowerExpression = (lowering, node) => {
  const { build } = lowering
  const [whenTrue = -1, condition = -1, whenFalse = -1] = lowering.operands(node)
  const result = build.variable('<if>')
  const then = build.newBlock()
  const otherwise = build.newBlock()
  const done = build.newBlock()
  lowering.condition(condition, then, otherwise)
  for (const [block, branch] of [
    [then, whenTrue],
    [otherwise, whenFalse],
  ] as const) {
    build.enter(block)
    build.move(result, lowering.value(branch), lowering.start(branch), lowering.end(branch))
    build.jump(done, lowering.start(branch), lowering.end(branch))
  }
  build.enter(done)
  return result
}

const lowerAttribute: LowerExpression = (lowering, node) => {
  const object = lowering.value(lowering.field(node, FIELD.object))
  const key = lowering.nameOf(lowering.field(node, FIELD.attribute))
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'get', dst, object, key, isOptional: false, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

const lowerSubscript: LowerExpression = (lowering, node) => {
  const start = lowering.start(node)
  const end = lowering.end(node)
  const object = lowering.value(lowering.field(node, FIELD.value))
  const subscripts = subscriptsOf(lowering, node)
  const only = subscripts[0] ?? -1
  if (subscripts.length === 1 && lowering.kind(only) === KIND.slice) {
    const [from, to, step] = sliceBounds(lowering, only)
    const dst = lowering.build.temporary()
    lowering.build.emit({ op: 'slice', dst, object, from, to, step, start, end })
    return dst
  }
  const index = subscriptIndex(lowering, node)
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'index', dst, object, index, isOptional: false, start, end })
  return dst
}

function sliceBounds(lowering: Lowering, node: number): [Slot, Slot, Slot] {
  const { kinds, next } = lowering.table
  const bounds: [Slot, Slot, Slot] = [-1, -1, -1]
  let place = 0
  const end = next[node] as number
  for (let child = node + 1; child < end && place < 3; child = next[child] as number) {
    if (kinds[child] === KIND['":"']) place++
    else if (kinds[child] !== KIND.ERROR) bounds[place] = lowering.value(child)
  }
  return bounds
}

/** A slice that is not the only subscript: the tuple of its bounds. */
const lowerSlice: LowerExpression = (lowering, node) => emitSequence(lowering, node, 'tuple', lowering.operands(node))

const sequence =
  (shape: 'list' | 'tuple' | 'set'): LowerExpression =>
  (lowering, node) =>
    emitSequence(lowering, node, shape, lowering.operands(node))

/** Of `*x` and `(x)` the value is x; who takes a splat looks at its kind. */
const lowerInner: LowerExpression = (lowering, node) => lowering.value(lowering.operands(node)[0] ?? -1)

const lowerAwait: LowerExpression = (lowering, node) => {
  const src = lowerInner(lowering, node)
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'await', dst, src, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

const lowerYield: LowerExpression = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  build.isGenerator = true
  const operand = lowering.operands(node)[0]
  let src = operand === undefined ? build.constant(null, start, end) : lowering.value(operand)
  if (lowering.childOfKind(node, KIND['"from"']) >= 0) {
    const element = build.temporary()
    build.emit({ op: 'element', dst: element, object: src, start, end })
    src = element
  }
  const dst = build.temporary()
  build.emit({ op: 'yield', dst, src, start, end })
  return dst
}

const lowerWalrus: LowerExpression = (lowering, node) => {
  const value = lowering.value(lowering.field(node, FIELD.value))
  assignTo(lowering, lowering.field(node, FIELD.name), value)
  return value
}

/** The expressions that neither call nor build text; tables for the others are in their own files. */
export const PLAIN_EXPRESSIONS: ByKind<LowerExpression> = {
  identifier: (lowering, node) => lowering.load(node),
  // As an expression: Python 2 sources use these as names, too, and the grammar calls a lone name of an import so.
  dotted_name: (lowering, node) => lowerDottedName(lowering, node),
  integer: lowerNumber,
  float: lowerNumber,
  true: (lowering, node) => lowering.constant(node, true),
  false: (lowering, node) => lowering.constant(node, false),
  none: (lowering, node) => lowering.constant(node, null),
  ellipsis: (lowering, node) => lowering.global(node, 'Ellipsis'),
  list: sequence('list'),
  tuple: sequence('tuple'),
  set: sequence('set'),
  expression_list: sequence('tuple'),
  pattern_list: sequence('tuple'),
  tuple_pattern: sequence('tuple'),
  list_pattern: sequence('list'),
  list_splat: lowerInner,
  list_splat_pattern: lowerInner,
  parenthesized_list_splat: lowerInner,
  dictionary_splat: lowerInner,
  parenthesized_expression: (lowering, node) => {
    const inner = lowerInner(lowering, node)
    return node === lowering.calledType ? emitBuiltin(lowering, node, 'type', [inner]) : inner
  },
  type: lowerInner,
  splat_type: lowerInner,
  attribute: lowerAttribute,
  subscript: lowerSubscript,
  slice: lowerSlice,
  await: lowerAwait,
  yield: lowerYield,
  conditional_expression: lowerConditional,
  named_expression: lowerWalrus,
  not_operator: lowerNot,
  boolean_operator: lowerBoolean,
  binary_operator: lowerBinary,
  unary_operator: lowerUnary,
  comparison_operator: lowerComparison,
}

/** `a.b.c` where the grammar has a dotted name: the first is a variable, the others attributes. */
export function lowerDottedName(lowering: Lowering, node: number): Slot {
  const { next } = lowering.table
  const end = next[node] as number
  let value = lowering.load(node + 1)
  for (let part = next[node + 1] as number; part < end; part = next[part] as number) {
    const dst = lowering.build.temporary()
    lowering.build.emit({
      op: 'get',
      dst,
      object: value,
      key: lowering.nameOf(part),
      isOptional: false,
      start: lowering.start(node),
      end: lowering.end(part),
    })
    value = dst
  }
  return value
}
