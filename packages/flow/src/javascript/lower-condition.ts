import type { Expression } from 'oxc-parser'
import type { BlockIndex, Slot } from '../ir/ir.ts'
import { lowerUpdate } from './lower-assignment.ts'
import { constant, lowerExpression } from './lower-expression.ts'
import { type FunctionLowering, MAX_DEPTH, type Span } from './lowering.ts'
import { place } from './names.ts'

/** `a && b`, `a || b`, `a ?? b` for their value: the right side has a block of its own. */
export function lowerLogical(l: FunctionLowering, node: Expression & { type: 'LogicalExpression' }, into: Slot): Slot {
  const { operator, start, end } = node
  // `into` is not used: the right side may still read what it holds.
  const joined = l.build.variable(operator === '&&' ? '<and>' : operator === '||' ? '<or>' : '<nullish>')
  const after = l.build.newBlock()
  const spine: (Expression & { type: 'LogicalExpression' })[] = [node]
  let innermost: Expression = node.left
  while (innermost.type === 'LogicalExpression' && innermost.operator === operator) {
    spine.push(innermost)
    innermost = innermost.left
  }
  lowerExpression(l, innermost, joined)
  for (let index = spine.length - 1; index >= 0; index--) {
    const { right, left } = spine[index] as { right: Expression; left: Expression }
    const more = l.build.newBlock()
    branchOnJoined(l, operator, joined, more, after, left)
    l.build.enter(more)
    lowerExpression(l, right, joined)
  }
  l.build.jumpTo(after, start, end)
  return place(l, joined, into, node)
}

/** Goes on to `more` when the value so far does not decide. */
function branchOnJoined(
  l: FunctionLowering,
  operator: string,
  joined: Slot,
  more: BlockIndex,
  after: BlockIndex,
  { start, end }: Span,
): void {
  const condition = operator === '??' ? isNullish(l, joined, { start, end }) : joined
  const then = operator === '||' ? after : more
  l.build.branch(condition, then, then === more ? after : more, { start, end })
}

/** `src == null`. */
export function isNullish(l: FunctionLowering, src: Slot, span: Span): Slot {
  const dst = l.build.temporary()
  const right = constant(l, null, -1, span)
  l.build.emit({ op: 'binary', dst, operator: '==', left: src, right, start: span.start, end: span.end })
  return dst
}

/** `a ? b : c`. */
export function lowerConditional(l: FunctionLowering, node: Expression & { type: 'ConditionalExpression' }, into: Slot): Slot {
  const dst = into >= 0 ? into : l.build.variable('<conditional>')
  const after = l.build.newBlock()
  // Chains of conditionals lean to the right: `a ? x : b ? y : z`.
  let next: Expression = node
  while (next.type === 'ConditionalExpression') {
    const then = l.build.newBlock()
    const otherwise = l.build.newBlock()
    lowerCondition(l, next.test, then, otherwise)
    l.build.enter(then)
    lowerExpression(l, next.consequent, dst)
    l.build.jump(after, next.consequent.start, next.consequent.end)
    l.build.enter(otherwise)
    next = next.alternate
  }
  lowerExpression(l, next, dst)
  l.build.jumpTo(after, node.start, node.end)
  return dst
}

/** Branches on an expression; `!`, `&&` and `||` become edges, so that each test guards what it guards. */
export function lowerCondition(l: FunctionLowering, node: Expression, then: BlockIndex, otherwise: BlockIndex): void {
  if (
    l.module.depth <= MAX_DEPTH &&
    ((node.type === 'LogicalExpression' && node.operator !== '??') || (node.type === 'UnaryExpression' && node.operator === '!'))
  ) {
    l.module.depth++
    if (node.type === 'UnaryExpression') lowerCondition(l, node.argument, otherwise, then)
    else {
      const more = l.build.newBlock()
      lowerCondition(l, node.left, node.operator === '&&' ? more : then, node.operator === '&&' ? otherwise : more)
      l.build.enter(more)
      lowerCondition(l, node.right, then, otherwise)
    }
    l.module.depth--
    return
  }
  const condition = lowerExpression(l, node)
  l.build.branch(condition, then, otherwise, node)
}

/** An expression whose value nobody reads. */
export function lowerEffect(l: FunctionLowering, node: Expression): void {
  if (l.module.depth <= MAX_DEPTH && node.type === 'LogicalExpression' && node.operator !== '??') {
    const more = l.build.newBlock()
    const after = l.build.newBlock()
    l.module.depth++
    lowerCondition(l, node.left, node.operator === '&&' ? more : after, node.operator === '&&' ? after : more)
    l.build.enter(more)
    lowerEffect(l, node.right)
    l.module.depth--
    l.build.jumpTo(after, node.start, node.end)
  } else if (node.type === 'UpdateExpression') lowerUpdate(l, node, -1, true)
  else lowerExpression(l, node)
}
