import { booleanOperands, comparisons, isConjunction } from './expressions.ts'
import type { LowerCondition } from './lowering.ts'
import { type ByKind, FIELD } from './syntax-kinds.ts'

const lowerNot: LowerCondition = (lowering, node, then, otherwise) => {
  lowering.condition(lowering.field(node, FIELD.argument), otherwise, then)
}

const lowerParenthesized: LowerCondition = (lowering, node, then, otherwise) => {
  lowering.condition(lowering.operands(node)[0] ?? -1, then, otherwise)
}

const lowerBoolean: LowerCondition = (lowering, node, then, otherwise) => {
  const isAnd = isConjunction(lowering, node)
  const operands = booleanOperands(lowering, node)
  for (const [index, operand] of operands.entries()) {
    if (index === operands.length - 1) {
      lowering.condition(operand, then, otherwise)
      return
    }
    const more = lowering.build.newBlock()
    lowering.condition(operand, isAnd ? more : then, isAnd ? otherwise : more)
    lowering.build.enter(more)
  }
}

/** `a < b < c` is `a < b and b < c` with b evaluated once. */
const lowerComparison: LowerCondition = (lowering, node, then, otherwise) => {
  const { build } = lowering
  const { first, rest } = comparisons(lowering, node)
  const start = lowering.start(node)
  let left = lowering.value(first)
  for (const [index, { operator, right: operand }] of rest.entries()) {
    const right = lowering.value(operand)
    const end = lowering.end(operand)
    const condition = build.temporary()
    build.emit({ op: 'binary', dst: condition, operator, left, right, start, end })
    const isLast = index === rest.length - 1
    const more = isLast ? then : build.newBlock()
    build.branch(condition, more, otherwise, { start, end })
    if (isLast) return
    build.enter(more)
    left = right
  }
  build.branch(left, then, otherwise, { start, end: lowering.end(node) })
}

/** How conditions become edges; every other expression is a value to branch on. */
export const CONDITIONS: ByKind<LowerCondition> = {
  not_operator: lowerNot,
  parenthesized_expression: lowerParenthesized,
  boolean_operator: lowerBoolean,
  comparison_operator: lowerComparison,
}
