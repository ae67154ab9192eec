import type { Slot } from '../ir/ir.ts'
import { emitCall } from './calls.ts'
import { binaryOperator } from './expressions.ts'
import type { Lowering, LowerStatement } from './lowering.ts'
import { subscriptIndex } from './sequences.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'
import { assignTo } from './targets.ts'
import { typeReference } from './types.ts'
import { unwind } from './unwind.ts'

const lowerExpressionStatement: LowerStatement = (lowering, node) => {
  if (!isDocstring(lowering, node)) lowering.suite(node)
}

/** A lone string has no effect, unless it is an f-string or in backticks. */
function isDocstring(lowering: Lowering, node: number): boolean {
  const { next, kinds } = lowering.table
  const string = node + 1
  const end = next[node] as number
  if (next[string] !== end || (kinds[string] !== KIND.string && kinds[string] !== KIND.concatenated_string)) return false
  for (let part = string; part < end; part++) if (kinds[part] === KIND.interpolation) return false
  return lowering.text[lowering.start(node)] !== '`'
}

/** `a = b = value`: the value once, then the targets from left to right. */
const lowerAssignment: LowerStatement = (lowering, node) => {
  const targets: number[] = []
  let right = node
  while (lowering.kind(right) === KIND.assignment) {
    targets.push(lowering.field(right, FIELD.left))
    const type = lowering.field(right, FIELD.type)
    if (type >= 0) {
      lowerAnnotated(lowering, right, type)
      return
    }
    right = lowering.field(right, FIELD.right)
  }
  const value = lowering.value(right)
  for (const target of targets) {
    assignTo(lowering, target, value)
    addField(lowering, target, value, null)
  }
}

/** `x: T` and `x: T = value`; the type is evaluated for the calls in it. */
function lowerAnnotated(lowering: Lowering, node: number, typeNode: number): void {
  const target = lowering.field(node, FIELD.left)
  const right = lowering.field(node, FIELD.right)
  const type = typeReference(lowering, typeNode)
  const value = right < 0 ? -1 : lowering.value(right)
  if (value >= 0) {
    const isField = lowering.openClass !== null && lowering.scope.kind === 'class'
    assignTo(lowering, target, isField ? value : lowering.build.typed(value, type, lowering.start(node), lowering.end(node)))
  }
  addField(lowering, target, value, type)
}

/** Names assigned in a class body are its fields. */
function addField(lowering: Lowering, target: number, slot: Slot, type: ReturnType<typeof typeReference>): void {
  if (lowering.openClass === null || lowering.scope.kind !== 'class' || lowering.kind(target) !== KIND.identifier) return
  const name = lowering.nameOf(target)
  lowering.openClass.members.push({
    name,
    kind: 'field',
    isStatic: true,
    function: -1,
    slot,
    type,
    decorators: [],
    start: lowering.start(target),
  })
}

const lowerAugmented: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  const target = lowering.field(node, FIELD.left)
  const operator = binaryOperator(lowering, lowering.field(node, FIELD.operator))
  const combine = (left: Slot): Slot => {
    const right = lowering.value(lowering.field(node, FIELD.right))
    const dst = build.temporary()
    build.emit({ op: 'binary', dst, operator, left, right, start, end })
    return dst
  }
  if (lowering.kind(target) === KIND.attribute) {
    const object = lowering.value(lowering.field(target, FIELD.object))
    const key = lowering.nameOf(lowering.field(target, FIELD.attribute))
    const old = build.temporary()
    build.emit({ op: 'get', dst: old, object, key, isOptional: false, start, end })
    build.emit({ op: 'set', object, key, src: combine(old), start, end })
  } else if (lowering.kind(target) === KIND.subscript) {
    const object = lowering.value(lowering.field(target, FIELD.value))
    const index = subscriptIndex(lowering, target)
    const old = build.temporary()
    build.emit({ op: 'index', dst: old, object, index, isOptional: false, start, end })
    build.emit({ op: 'set-index', object, index, src: combine(old), start, end })
  } else {
    assignTo(lowering, target, combine(lowering.value(target)))
  }
}

const lowerReturn: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  const operand = lowering.operands(node)[0]
  const src = operand === undefined ? build.constant(null, start, end) : lowering.value(operand)
  const { handler } = build
  unwind(lowering, 0, node)
  build.terminate({ op: 'return', src, start, end })
  build.handler = handler
}

const leaveLoop =
  (way: 'breakTo' | 'continueTo'): LowerStatement =>
  (lowering, node) => {
    const { build, frames } = lowering
    const { handler } = build
    const index = frames.findLastIndex((frame) => frame.kind === 'loop')
    const loop = frames[index]
    if (loop?.kind !== 'loop') return
    unwind(lowering, index + 1, node)
    build.jump(loop[way], lowering.start(node), lowering.end(node))
    build.handler = handler
  }

const lowerDelete: LowerStatement = (lowering, node) => {
  // The front end disguises `exec` so where the grammar does not accept what follows it.
  if (lowering.text.startsWith('exec', lowering.start(node))) {
    lowerExec(lowering, node)
    return
  }
  for (const target of lowering.operands(node)) deleteTarget(lowering, target)
}

const DELETED_TOGETHER = new Set<number>([
  KIND.expression_list,
  KIND.tuple,
  KIND.list,
  KIND.pattern_list,
  KIND.tuple_pattern,
  KIND.list_pattern,
  KIND.parenthesized_expression,
])

function deleteTarget(lowering: Lowering, target: number): void {
  const kind = lowering.kind(target)
  const start = lowering.start(target)
  const end = lowering.end(target)
  if (kind === KIND.attribute) {
    const object = lowering.value(lowering.field(target, FIELD.object))
    lowering.build.emit({ op: 'delete', object, key: lowering.nameOf(lowering.field(target, FIELD.attribute)), start, end })
  } else if (kind === KIND.subscript) {
    const object = lowering.value(lowering.field(target, FIELD.value))
    lowering.build.emit({ op: 'delete', object, key: subscriptIndex(lowering, target), start, end })
  } else if (DELETED_TOGETHER.has(kind)) {
    lowering.nested(target, () => {
      for (const part of lowering.operands(target)) deleteTarget(lowering, part)
    })
  }
}

const lowerRaise: LowerStatement = (lowering, node) => {
  const [raised] = lowering.operands(node)
  const cause = lowering.field(node, FIELD.cause)
  const src = raised === undefined || raised === cause ? lowerReraise(lowering, node) : lowerRaised(lowering, raised)
  if (cause >= 0) lowering.value(cause)
  lowering.build.terminate({ op: 'throw', src, start: lowering.start(node), end: lowering.end(node) })
}

function lowerReraise(lowering: Lowering, node: number): Slot {
  return lowering.caught >= 0 ? lowering.caught : lowering.unknown(node)
}

/** Python 2's `raise Class, argument, traceback` is `raise Class(argument)`. */
function lowerRaised(lowering: Lowering, node: number): Slot {
  if (lowering.kind(node) !== KIND.expression_list) return lowering.value(node)
  const [callee = -1, ...args] = lowering.operands(node).map((part) => lowering.value(part))
  return emitCall(lowering, node, { callee, args: args.slice(0, 1).map((value) => ({ kind: 'positional', value })) })
}

/** A branch to a throw of AssertionError itself: `assert` vanishes under -O, and is told from a raise by that. */
const lowerAssert: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const [condition = -1, message] = lowering.operands(node)
  const holds = build.newBlock()
  const fails = build.newBlock()
  lowering.condition(condition, holds, fails)
  build.enter(fails)
  if (message !== undefined) lowering.value(message)
  build.terminate({ op: 'throw', src: lowering.global(node, 'AssertionError'), start: lowering.start(node), end: lowering.end(node) })
  build.enter(holds)
}

/** Python 2's `print >>file, x` is `print(x, file=file)`. */
const lowerPrint: LowerStatement = (lowering, node) => {
  const { kinds, next } = lowering.table
  const callee = lowering.global(node, 'print')
  const args: { kind: 'positional'; value: Slot }[] = []
  let file: Slot = -1
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (kinds[child] === KIND.chevron) file = lowering.value(lowering.operands(child)[0] ?? -1)
    else if (lowering.tables.expressions[kinds[child] as number] !== undefined)
      args.push({ kind: 'positional', value: lowering.value(child) })
  }
  emitCall(lowering, node, { callee, args: file < 0 ? args : [...args, { kind: 'named', name: 'file', value: file }] })
}

/** Python 2's `exec code in globals, locals` is `exec(code, globals, locals)`. */
const lowerExec: LowerStatement = (lowering, node) => {
  const callee = lowering.global(node, 'exec')
  const operands = lowering
    .operands(node)
    .flatMap((part) => (lowering.kind(part) === KIND.expression_list ? lowering.operands(part) : [part]))
  const [code = -1, ...others] = operands
  const isComparison = lowering.kind(code) === KIND.comparison_operator
  const inner = isComparison ? lowering.operands(code) : [code]
  const args = [...inner, ...others].map((part) => ({ kind: 'positional' as const, value: lowering.value(part) }))
  emitCall(lowering, node, { callee, args })
}

const lowerTypeAlias: LowerStatement = (lowering, node) => {
  const [left = -1, right = -1] = lowering.operands(node)
  const name = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(lowering.nameOf(left))?.[0]
  if (name === undefined) {
    lowerTypeAssignment(lowering, left, right)
    return
  }
  typeReference(lowering, right)
  lowering.store(left, name, lowering.unknown(left))
}

/** The grammar takes `type(x).y = z` for an alias of the type `(x).y`. */
function lowerTypeAssignment(lowering: Lowering, left: number, right: number): void {
  const value = lowering.value(right)
  const end = lowering.table.next[left] as number
  let called = left
  while (called < end && lowering.kind(called) !== KIND.parenthesized_expression) called++
  lowering.calledType = called
  assignTo(lowering, lowering.operands(left)[0] ?? -1, value)
  lowering.calledType = -1
}

const lowerNothing: LowerStatement = () => undefined
const lowerSuite: LowerStatement = (lowering, node) => lowering.suite(node)

export const SIMPLE_STATEMENTS: ByKind<LowerStatement> = {
  ERROR: lowerSuite,
  module: lowerSuite,
  block: lowerSuite,
  expression_statement: lowerExpressionStatement,
  assignment: lowerAssignment,
  augmented_assignment: lowerAugmented,
  return_statement: lowerReturn,
  break_statement: leaveLoop('breakTo'),
  continue_statement: leaveLoop('continueTo'),
  delete_statement: lowerDelete,
  raise_statement: lowerRaise,
  assert_statement: lowerAssert,
  print_statement: lowerPrint,
  exec_statement: lowerExec,
  type_alias_statement: lowerTypeAlias,
  pass_statement: lowerNothing,
  global_statement: lowerNothing,
  nonlocal_statement: lowerNothing,
}
