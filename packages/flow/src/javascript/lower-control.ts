import type { ForStatementLeft, Statement, TryStatement } from 'oxc-parser'
import type { BlockIndex, Slot } from '../ir/ir.ts'
import { forEachName } from './hoisting.ts'
import { assignSlot } from './lower-assignment.ts'
import { lowerCondition, lowerEffect } from './lower-condition.ts'
import { lowerExpression } from './lower-expression.ts'
import { assignPattern } from './lower-pattern.ts'
import { enterBlock, lowerBlock, lowerStatement, lowerStatements, lowerVariables } from './lower-statement.ts'
import { type Enclosing, type FunctionLowering, MAX_FINALLY_COPIES, type Span } from './lowering.ts'
import { ownSlot } from './names.ts'

/** The labels written before this statement; they are taken once. */
function takeLabels(l: FunctionLowering): readonly string[] {
  const { labels } = l
  l.labels = []
  return labels
}

export function lowerLabeled(l: FunctionLowering, node: Statement & { type: 'LabeledStatement' }): void {
  const name = node.label.name
  if (/^(For|While|DoWhile|Labeled)/.test(node.body.type)) {
    l.labels = [...l.labels, name]
    lowerStatement(l, node.body)
    l.labels = []
    return
  }
  const after = l.build.newBlock()
  l.enclosing.push({ kind: 'block', labels: [...takeLabels(l), name], breakTo: after, isSwitch: false })
  lowerStatement(l, node.body)
  l.enclosing.pop()
  l.build.jumpTo(after, node.end, node.end)
}

/** The body of a loop, left open at its end. */
function lowerLoopBody(l: FunctionLowering, body: Statement, labels: readonly string[], breakTo: BlockIndex, continueTo: BlockIndex): void {
  l.enclosing.push({ kind: 'loop', labels, breakTo, continueTo })
  lowerStatement(l, body)
  l.enclosing.pop()
}

export function lowerWhile(l: FunctionLowering, node: Statement & { type: 'WhileStatement' | 'DoWhileStatement' }): void {
  const { start, end, test } = node
  const labels = takeLabels(l)
  const [check, body, exit] = [l.build.newBlock(), l.build.newBlock(), l.build.newBlock()]
  if (node.type === 'WhileStatement') {
    l.build.jumpTo(check, start, start)
    lowerCondition(l, test, body, exit)
    l.build.enter(body)
    lowerLoopBody(l, node.body, labels, exit, check)
    l.build.jump(check, end, end)
  } else {
    l.build.jumpTo(body, start, start)
    lowerLoopBody(l, node.body, labels, exit, check)
    l.build.jumpTo(check, end, end)
    lowerCondition(l, test, body, exit)
  }
  l.build.enter(exit)
}

export function lowerFor(l: FunctionLowering, node: Statement & { type: 'ForStatement' }): void {
  const { start, end, init, test, update } = node
  const labels = takeLabels(l)
  const { scope } = l
  if (init?.type === 'VariableDeclaration') {
    if (init.kind !== 'var') {
      l.scope = l.innerScope(node)
      enterBlock(l, [init])
    }
    lowerVariables(l, init)
  } else if (init) lowerEffect(l, init)
  const [check, body, step, exit] = [l.build.newBlock(), l.build.newBlock(), l.build.newBlock(), l.build.newBlock()]
  l.build.jumpTo(check, start, start)
  if (test) lowerCondition(l, test, body, exit)
  else l.build.jump(body, start, start)
  l.build.enter(body)
  lowerLoopBody(l, node.body, labels, exit, step)
  l.build.jumpTo(step, end, end)
  if (update) lowerEffect(l, update)
  l.build.jump(check, end, end)
  l.build.enter(exit)
  l.scope = scope
}

/** `for (x of xs)`, `for await`, `for (key in object)`. */
export function lowerForEach(l: FunctionLowering, node: Statement & { type: 'ForOfStatement' | 'ForInStatement' }): void {
  const { start, end, left } = node
  const labels = takeLabels(l)
  const { scope } = l
  const iterable = lowerExpression(l, node.right)
  if (left.type === 'VariableDeclaration' && left.kind !== 'var') {
    l.scope = l.innerScope(node)
    for (const { id } of left.declarations) forEachName(id, (name) => l.declare(name))
  }
  const [head, body, exit] = [l.build.newBlock(), l.build.newBlock(), l.build.newBlock()]
  l.build.jumpTo(head, start, start)
  const own = ownVariable(l, left)
  const dst = own >= 0 ? own : l.build.temporary()
  const mode = node.type === 'ForInStatement' ? 'keys' : 'values'
  const isAsync = node.type === 'ForOfStatement' && node.await
  l.build.terminate({ op: 'next', iterable, dst, mode, isAsync, body, exit, start: left.start, end: node.right.end })
  l.build.enter(body)
  if (own < 0) assignElement(l, left, dst)
  lowerLoopBody(l, node.body, labels, exit, head)
  l.build.jump(head, end, end)
  l.build.enter(exit)
  l.scope = scope
}

/** The slot of a loop variable that is a plain name of this function; -1 for anything else. */
function ownVariable(l: FunctionLowering, left: ForStatementLeft): Slot {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
  if (target?.type !== 'Identifier') return -1
  return ownSlot(l, target.name)
}

function assignElement(l: FunctionLowering, left: ForStatementLeft, src: Slot): void {
  if (left.type !== 'VariableDeclaration') assignSlot(l, left, src, left)
  else if (left.declarations[0]) assignPattern(l, left.declarations[0].id, src)
}

export function lowerSwitch(l: FunctionLowering, node: Statement & { type: 'SwitchStatement' }): void {
  const { start, cases } = node
  const labels = takeLabels(l)
  const { scope } = l
  const subject = lowerExpression(l, node.discriminant)
  l.scope = l.innerScope(node)
  for (const { consequent } of cases) enterBlock(l, consequent)
  const exit = l.build.newBlock()
  const bodies = cases.map(() => l.build.newBlock())
  let byDefault = exit
  for (const [position, { test, start: from, end: to }] of cases.entries()) {
    const body = bodies[position] as BlockIndex
    if (test === null) {
      byDefault = body
      continue
    }
    const right = lowerExpression(l, test)
    const condition = l.build.temporary()
    l.build.emit({ op: 'binary', dst: condition, operator: '==', left: subject, right, start: test.start, end: test.end })
    const more = l.build.newBlock()
    l.build.branch(condition, body, more, { start: from, end: to })
    l.build.enter(more)
  }
  l.build.jump(byDefault, start, start)
  l.enclosing.push({ kind: 'block', labels, breakTo: exit, isSwitch: true })
  for (const [position, { consequent, end: to }] of cases.entries()) {
    l.build.enter(bodies[position] as BlockIndex)
    lowerStatements(l, consequent)
    l.build.jump(bodies[position + 1] ?? exit, to, to)
  }
  l.enclosing.pop()
  l.build.enter(exit)
  l.scope = scope
}

export function lowerBreak(l: FunctionLowering, node: Statement & { type: 'BreakStatement' | 'ContinueStatement' }): void {
  const isBreak = node.type === 'BreakStatement'
  const label = node.label?.name
  for (let index = l.enclosing.length - 1; index >= 0; index--) {
    const entry = l.enclosing[index] as Enclosing
    if (entry.kind === 'finally') continue
    const matches = label === undefined ? entry.kind === 'loop' || (isBreak && entry.isSwitch) : entry.labels.includes(label)
    if (!matches || (!isBreak && entry.kind !== 'loop')) continue
    const target = isBreak || entry.kind !== 'loop' ? entry.breakTo : entry.continueTo
    l.build.jump(throughFinally(l, index, target, node), node.start, node.end)
    return
  }
  l.module.issue('syntax-error', `${isBreak ? 'break' : 'continue'} outside of what it could leave`, node)
}

export function lowerReturn(l: FunctionLowering, src: Slot, { start, end }: Span): void {
  if (!l.enclosing.some(({ kind }) => kind === 'finally')) {
    l.build.terminate({ op: 'return', src, start, end })
    return
  }
  if (l.returnBlock < 0) {
    l.returnSlot = l.build.variable('<return>')
    const { currentBlock, handler } = l.build
    l.build.handler = -1 // a return throws nothing
    l.returnBlock = l.build.newBlock()
    l.build.handler = handler
    l.build.enter(l.returnBlock)
    l.build.terminate({ op: 'return', src: l.returnSlot, start, end })
    l.build.enter(currentBlock)
  }
  l.build.move(l.returnSlot, src, start, end)
  l.build.jump(throughFinally(l, -1, l.returnBlock, { start, end }), start, end)
}

/**
 * Where a jump to `target` goes first when it leaves everything above `downTo`: to a copy of each `finally` body in
 * between, made once for each place it goes on to.
 */
function throughFinally(l: FunctionLowering, downTo: number, target: BlockIndex, span: Span): BlockIndex {
  let to = target
  for (let index = downTo + 1; index < l.enclosing.length; index++) {
    const entry = l.enclosing[index] as Enclosing
    if (entry.kind === 'finally') to = entry.copies.get(to) ?? copyFinally(l, entry, index, to, span)
  }
  return to
}

type Finally = Enclosing & { kind: 'finally' }

function copyFinally(l: FunctionLowering, entry: Finally, index: number, to: BlockIndex, span: Span): BlockIndex {
  if (!mayCopyFinally(l, span)) return to
  const { currentBlock, handler } = l.build
  const { enclosing, labels } = l
  l.build.handler = entry.handler
  l.enclosing = enclosing.slice(0, index)
  const block = l.build.newBlock()
  entry.copies.set(to, block)
  l.build.enter(block)
  lowerFinallyBody(l, entry)
  l.build.jump(to, entry.body.end, entry.body.end)
  l.enclosing = enclosing
  l.labels = labels
  l.build.handler = handler
  l.build.enter(currentBlock)
  return block
}

/** Bodies nested in one another double with each level, so that a module may only have so many. */
function mayCopyFinally(l: FunctionLowering, span: Span): boolean {
  if (l.module.finallyCopies < MAX_FINALLY_COPIES) return true
  l.module.issue('too-long', `more than ${MAX_FINALLY_COPIES} ways out of finally blocks; here the block is passed by`, span)
  return false
}

function lowerFinallyBody(l: FunctionLowering, { body, scope: outer }: Finally): void {
  const { scope, isInCopy } = l
  l.module.finallyCopies++
  l.scope = outer
  l.isInCopy = true
  lowerBlock(l, body.body as Statement[], body)
  l.isInCopy = isInCopy
  l.scope = scope
}

export function lowerTry(l: FunctionLowering, node: TryStatement): void {
  const { start, handler: clause, finalizer } = node
  const outer = l.build.handler
  const entry: Finally | null = finalizer ? { kind: 'finally', body: finalizer, handler: outer, scope: l.scope, copies: new Map() } : null
  // Both are made under the outer handler: what they throw is caught further out.
  const rethrow = entry ? l.build.newBlock() : -1
  const after = l.build.newBlock()
  if (entry) {
    l.enclosing.push(entry)
    l.build.handler = rethrow
  }
  const guarded = l.build.handler
  const caught = clause ? l.build.newBlock() : -1
  if (clause) l.build.handler = caught
  l.build.jumpTo(l.build.newBlock(), start, start)
  lowerBlock(l, node.block.body as Statement[], node.block)
  l.build.jump(after, node.block.end, node.block.end)
  if (clause) {
    l.build.handler = guarded
    l.build.enter(caught)
    lowerCatch(l, clause)
    l.build.jump(after, clause.end, clause.end)
  }
  l.build.handler = outer
  if (entry) {
    l.enclosing.pop()
    l.build.enter(rethrow)
    const thrown = l.build.temporary()
    l.build.emit({ op: 'catch', dst: thrown, types: ['<finally>'], start: entry.body.start, end: entry.body.start })
    if (mayCopyFinally(l, entry.body)) lowerFinallyBody(l, entry)
    l.build.terminate({ op: 'throw', src: thrown, start: entry.body.end, end: entry.body.end })
  }
  l.build.enter(after)
  if (entry) lowerFinallyBody(l, entry)
}

function lowerCatch(l: FunctionLowering, { param, body, start }: NonNullable<TryStatement['handler']>): void {
  const { scope } = l
  const dst = l.build.temporary()
  l.build.emit({ op: 'catch', dst, types: [], start, end: param?.end ?? start })
  if (param) {
    l.scope = l.innerScope(param)
    forEachName(param, (name) => l.declare(name))
    assignPattern(l, param, dst)
  }
  lowerBlock(l, body.body as Statement[], body)
  l.scope = scope
}
