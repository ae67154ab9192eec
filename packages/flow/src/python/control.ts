import type { BlockIndex, Slot } from '../ir/ir.ts'
import type { Lowering, LowerStatement } from './lowering.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'
import { assignTo } from './targets.ts'
import { copyFinally, exitManagers } from './unwind.ts'

const lowerIf: LowerStatement = (lowering, node) => {
  const { build, table } = lowering
  const done = build.newBlock()
  const end = table.next[node] as number
  branchOn(lowering, node, done)
  for (let clause = node + 1; clause < end; clause = table.next[clause] as number) {
    if (table.kinds[clause] === KIND.elif_clause) branchOn(lowering, clause, done)
    else if (table.kinds[clause] === KIND.else_clause) lowering.body(clause, FIELD.body)
  }
  build.jumpTo(done, lowering.end(node), lowering.end(node))
}

/** One condition with its suite; afterwards the current block is where it did not hold. */
function branchOn(lowering: Lowering, node: number, done: BlockIndex): void {
  const { build } = lowering
  const then = build.newBlock()
  const otherwise = build.newBlock()
  lowering.condition(lowering.field(node, FIELD.condition), then, otherwise)
  build.enter(then)
  lowering.body(node, FIELD.consequence)
  build.jump(done, lowering.end(node), lowering.end(node))
  build.enter(otherwise)
}

const lowerWhile: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  const head = build.newBlock()
  const body = build.newBlock()
  const exit = build.newBlock()
  const done = build.newBlock()
  build.jumpTo(head, start, start)
  lowering.condition(lowering.field(node, FIELD.condition), body, exit)
  build.enter(body)
  lowerLoopBody(lowering, node, done, head)
  build.enter(exit)
  lowerElse(lowering, node)
  build.jumpTo(done, end, end)
}

const lowerFor: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  const iterable = lowering.value(lowering.field(node, FIELD.right))
  const head = build.newBlock()
  const body = build.newBlock()
  const exit = build.newBlock()
  const done = build.newBlock()
  build.jumpTo(head, start, start)
  const dst = build.temporary()
  const isAsync = lowering.childOfKind(node, KIND['"async"']) >= 0
  build.terminate({
    op: 'next',
    iterable,
    dst,
    mode: 'values',
    isAsync,
    body,
    exit,
    start,
    end: lowering.end(lowering.field(node, FIELD.right)),
  })
  build.enter(body)
  assignTo(lowering, lowering.field(node, FIELD.left), dst)
  lowerLoopBody(lowering, node, done, head)
  build.enter(exit)
  lowerElse(lowering, node)
  build.jumpTo(done, end, end)
}

function lowerLoopBody(lowering: Lowering, node: number, breakTo: BlockIndex, continueTo: BlockIndex): void {
  lowering.frames.push({ kind: 'loop', breakTo, continueTo })
  lowering.body(node, FIELD.body)
  lowering.frames.pop()
  lowering.build.jump(continueTo, lowering.end(node), lowering.end(node))
}

function lowerElse(lowering: Lowering, node: number): void {
  const clause = lowering.childOfKind(node, KIND.else_clause)
  if (clause >= 0) lowering.body(clause, FIELD.body)
}

/**
 * The body runs under the first clause; each clause's handler is the next, the last one's is the `finally`, whose own is
 * outside. The suite of `finally` is lowered for the normal end, for an exception, and by `unwind` for each jump out.
 */
const lowerTry: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const end = lowering.end(node)
  const outer = build.handler
  const finallyClause = lowering.childOfKind(node, KIND.finally_clause)
  const suite = finallyClause < 0 ? -1 : lowering.childOfKind(finallyClause, KIND.block)
  const rethrow = suite < 0 ? outer : build.newBlock()
  const normal = build.newBlock()
  if (suite >= 0) lowering.frames.push({ kind: 'finally', suite, handler: outer })

  build.handler = rethrow
  const clauses = exceptClauses(lowering, node)
  const handlers: BlockIndex[] = new Array(clauses.length)
  for (let index = clauses.length - 1; index >= 0; index--) {
    build.handler = handlers[index + 1] ?? rethrow
    handlers[index] = build.newBlock()
  }
  build.handler = handlers[0] ?? rethrow
  build.jumpTo(build.newBlock(), lowering.start(node), lowering.start(node))
  lowering.body(node, FIELD.body)
  build.handler = rethrow
  build.jumpTo(build.newBlock(), end, end)
  lowerElse(lowering, node)
  build.jump(normal, end, end)
  for (const [index, clause] of clauses.entries()) lowerExcept(lowering, clause, handlers[index] as BlockIndex, normal)

  build.handler = outer
  if (suite >= 0) {
    lowering.frames.pop()
    build.enter(rethrow)
    lowerFinallyOfException(lowering, suite)
  }
  build.enter(normal)
  if (suite >= 0) lowering.suite(suite)
}

function exceptClauses(lowering: Lowering, node: number): number[] {
  const { kinds, next } = lowering.table
  const end = next[node] as number
  const clauses: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) if (kinds[child] === KIND.except_clause) clauses.push(child)
  return clauses
}

function lowerExcept(lowering: Lowering, clause: number, block: BlockIndex, done: BlockIndex): void {
  const { build } = lowering
  const start = lowering.start(clause)
  const end = lowering.end(clause)
  const { types: typeNodes, alias } = caughtTypes(lowering, clause)
  const types = typeNodes.map((node) => lowering.textOf(node))
  const dst = build.temporary()
  build.enter(block)
  build.emit({ op: 'catch', dst, types, start, end })
  build.jumpTo(build.newBlock(), start, end)
  // What is more than a name, such as a call, is evaluated to be compared with.
  for (const node of typeNodes) if (lowering.kind(node) !== KIND.identifier && lowering.kind(node) !== KIND.attribute) lowering.value(node)
  if (alias >= 0) assignTo(lowering, alias, dst)
  const outer = lowering.caught
  lowering.caught = dst
  lowering.suite(lowering.childOfKind(clause, KIND.block))
  lowering.caught = outer
  build.jump(done, end, end)
}

/** `except A`, `except (A, b.C) as e`, and Python 2's `except A, e`. */
function caughtTypes(lowering: Lowering, clause: number): { readonly types: number[]; readonly alias: number } {
  const { fields, next, kinds } = lowering.table
  const values: number[] = []
  const end = next[clause] as number
  for (let child = clause + 1; child < end; child = next[child] as number) if (fields[child] === FIELD.value) values.push(child)
  let [type = -1, alias = -1] = values
  if (type < 0) return { types: [], alias }
  if (kinds[type] === KIND.as_pattern) {
    alias = lowering.field(type, FIELD.alias)
    type = lowering.operands(type)[0] ?? -1
  }
  while (kinds[type] === KIND.parenthesized_expression) type = lowering.operands(type)[0] ?? -1
  const isSeveral = kinds[type] === KIND.tuple || kinds[type] === KIND.expression_list
  // PEP 758: `except A, B:` without parentheses has several values; the last of two may be Python 2's name, if it looks like one.
  const extra = values.length > 1 && (values.length > 2 || /^\p{Lu}|\./u.test(lowering.textOf(alias))) ? values.slice(1) : []
  const types = [...(isSeveral ? lowering.operands(type) : [type]), ...extra]
  return { types, alias: extra.length > 0 ? -1 : alias }
}

function lowerFinallyOfException(lowering: Lowering, suite: number): void {
  const { build } = lowering
  const start = lowering.start(suite)
  const end = lowering.end(suite)
  const src = build.temporary()
  build.emit({ op: 'catch', dst: src, types: ['<finally>'], start, end })
  copyFinally(lowering, suite)
  build.terminate({ op: 'throw', src, start, end })
}

const lowerWith: LowerStatement = (lowering, node) => {
  const { build } = lowering
  const start = lowering.start(node)
  const end = lowering.end(node)
  const outer = build.handler
  const managers: Slot[] = []
  let isSuppressing = false
  for (const item of withItems(lowering, node)) {
    const isAliased = lowering.kind(item) === KIND.as_pattern
    const expression = isAliased ? (lowering.operands(item)[0] ?? -1) : item
    isSuppressing ||= /(?:^|\.)suppress\s*\(/u.test(lowering.textOf(expression).slice(0, 200))
    const src = lowering.value(expression)
    managers.push(src)
    const dst = build.temporary()
    build.emit({ op: 'enter', dst, src, start: lowering.start(item), end: lowering.end(item) })
    if (isAliased) assignTo(lowering, lowering.field(item, FIELD.alias), dst)
  }
  const fails = build.newBlock()
  const done = build.newBlock()
  lowering.frames.push({ kind: 'with', managers, handler: outer })
  build.handler = fails
  build.jumpTo(build.newBlock(), start, start)
  lowering.body(node, FIELD.body)
  lowering.frames.pop()
  build.handler = outer
  build.jumpTo(build.newBlock(), end, end)
  exitManagers(lowering, managers, node)
  build.jump(done, end, end)

  build.enter(fails)
  const caught = build.temporary()
  build.emit({ op: 'catch', dst: caught, types: ['<with>'], start, end })
  exitManagers(lowering, managers, node)
  if (isSuppressing) build.jump(done, end, end)
  else build.terminate({ op: 'throw', src: caught, start, end })
  build.enter(done)
}

function withItems(lowering: Lowering, node: number): number[] {
  const { kinds, next } = lowering.table
  const clause = lowering.childOfKind(node, KIND.with_clause)
  if (clause < 0) return []
  const end = next[clause] as number
  const items: number[] = []
  for (let child = clause + 1; child < end; child = next[child] as number) {
    if (kinds[child] === KIND.with_item) items.push(lowering.field(child, FIELD.value))
  }
  return items
}

export const CONTROL_STATEMENTS: ByKind<LowerStatement> = {
  if_statement: lowerIf,
  while_statement: lowerWhile,
  for_statement: lowerFor,
  try_statement: lowerTry,
  with_statement: lowerWith,
}
