import type { BlockIndex, Slot } from '../ir/ir.ts'
import type { LowerExpression, Lowering } from './lowering.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'
import { assignTo } from './targets.ts'

/**
 * Comprehensions and generator expressions are loops of the function they stand in, with slots of their own for their names:
 * values then flow without a call. A generator expression is a list made at once.
 */
const comprehension =
  (shape: 'list' | 'set' | 'dict'): LowerExpression =>
  (lowering, node) => {
    const { build } = lowering
    const start = lowering.start(node)
    const end = lowering.end(node)
    const clauses = clausesOf(lowering, node)
    // The first iterable is evaluated outside, where the comprehension's names are not visible.
    const first = lowering.value(clauses[0] === undefined ? -1 : lowering.field(clauses[0], FIELD.right))
    const object = build.temporary()
    if (shape === 'dict') build.emit({ op: 'dict', dst: object, entries: [], start, end })
    else build.emit({ op: 'list', dst: object, shape, items: [], spreads: [], start, end })
    const done = build.newBlock()
    const outer = lowering.enterScope(node, build)
    const head = lowerClauses(lowering, clauses, first, done)
    append(lowering, lowering.field(node, FIELD.body), object)
    lowering.leaveScope(outer)
    build.jump(head, start, end)
    build.enter(done)
    return object
  }

function clausesOf(lowering: Lowering, node: number): number[] {
  const { kinds, next } = lowering.table
  const end = next[node] as number
  const clauses: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (kinds[child] === KIND.for_in_clause || kinds[child] === KIND.if_clause) clauses.push(child)
  }
  return clauses
}

/** Opens the loops and filters; the current block is then the innermost body. Returns where that goes on. */
function lowerClauses(lowering: Lowering, clauses: readonly number[], first: Slot, done: BlockIndex): BlockIndex {
  const { build } = lowering
  let head = done
  for (const [index, clause] of clauses.entries()) {
    const start = lowering.start(clause)
    const end = lowering.end(clause)
    if (lowering.kind(clause) === KIND.if_clause) {
      const body = build.newBlock()
      lowering.condition(lowering.operands(clause)[0] ?? -1, body, head)
      build.enter(body)
      continue
    }
    const iterable = index === 0 ? first : lowering.value(lowering.field(clause, FIELD.right))
    const exit = head
    const isAsync = lowering.childOfKind(clause, KIND['"async"']) >= 0
    head = build.newBlock()
    build.jumpTo(head, start, end)
    const body = build.newBlock()
    const dst = build.temporary()
    build.terminate({ op: 'next', iterable, dst, mode: 'values', isAsync, body, exit, start, end })
    build.enter(body)
    assignTo(lowering, lowering.field(clause, FIELD.left), dst)
  }
  return head
}

function append(lowering: Lowering, body: number, object: Slot): void {
  const isPair = lowering.kind(body) === KIND.pair
  const key = isPair ? lowering.value(lowering.field(body, FIELD.key)) : -1
  const value = lowering.value(isPair ? lowering.field(body, FIELD.value) : body)
  lowering.build.emit({ op: 'append', object, key, value, start: lowering.start(body), end: lowering.end(body) })
}

export const COMPREHENSION_EXPRESSIONS: ByKind<LowerExpression> = {
  list_comprehension: comprehension('list'),
  generator_expression: comprehension('list'),
  set_comprehension: comprehension('set'),
  dictionary_comprehension: comprehension('dict'),
}
