import type { AssignmentTarget, Expression } from 'oxc-parser'
import type { Slot } from '../ir/ir.ts'
import { exportProperties, meansExports, requiredModule, storeCommonExport, storeCommonExports } from './common-exports.ts'
import { isNullish } from './lower-condition.ts'
import { binaryOperator, constant, lowerExpression, lowerNamed, memberKey } from './lower-expression.ts'
import { assignPattern } from './lower-pattern.ts'
import type { FunctionLowering, Span } from './lowering.ts'
import { loadName, ownSlot, place, storeName } from './names.ts'

type Assignment = Expression & { type: 'AssignmentExpression' }

/** Lowers `a = b`, `a.b += c`, `[a, b] = c`, `a ??= b`; the value is the one assigned. */
export function lowerAssignment(l: FunctionLowering, node: Assignment, into: Slot): Slot {
  const target = plainTarget(node.left)
  const { operator } = node
  if (operator === '=') return place(l, assign(l, target, node.right, node), into, node)
  const reference = referTo(l, target)
  const before = loadReference(l, reference, node)
  if (operator === '&&=' || operator === '||=' || operator === '??=') {
    const joined = l.build.variable('<assigned>')
    l.build.move(joined, before, node.start, node.end)
    const more = l.build.newBlock()
    const after = l.build.newBlock()
    const condition = operator === '??=' ? isNullish(l, joined, node) : joined
    l.build.branch(condition, operator === '||=' ? after : more, operator === '||=' ? more : after, node)
    l.build.enter(more)
    lowerNamed(l, node.right, reference.name, joined)
    storeReference(l, reference, joined, node)
    l.build.jumpTo(after, node.start, node.end)
    return place(l, joined, into, node)
  }
  const right = lowerExpression(l, node.right)
  const dst = l.build.temporary()
  l.build.emit({
    op: 'binary',
    dst,
    operator: binaryOperator(operator.slice(0, -1)),
    left: before,
    right,
    start: node.start,
    end: node.end,
  })
  storeReference(l, reference, dst, node)
  return place(l, dst, into, node)
}

/** `target = right`. */
function assign(l: FunctionLowering, target: AssignmentTarget, right: Expression, span: Span): Slot {
  if (target.type === 'Identifier') {
    const own = ownSlot(l, target.name)
    if (own >= 0) return lowerNamed(l, right, target.name, own)
    const src = lowerNamed(l, right, target.name)
    storeName(l, target.name, src, span)
    return src
  }
  if (target.type !== 'MemberExpression') {
    const src = lowerExpression(l, right)
    assignPattern(l, target, src)
    return src
  }
  if (meansExports(l, target)) return assignModuleExports(l, right, span)
  const reference = referTo(l, target)
  const src = lowerNamed(l, right, reference.name)
  storeReference(l, reference, src, span)
  return src
}

/** `module.exports = right`. */
function assignModuleExports(l: FunctionLowering, right: Expression, span: Span): Slot {
  const src = lowerNamed(l, right, 'module.exports')
  storeCommonExports(l, src, span)
  const from = requiredModule(l, right)
  if (from === null) exportProperties(l, right, src)
  else l.module.export({ kind: 'again', name: '=', from, imported: null })
  return src
}

/** What can be assigned: evaluated once, then read and written. */
type Reference =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'property'; readonly object: Slot; readonly name: string }
  | { readonly kind: 'export'; readonly object: Slot; readonly name: string }
  | { readonly kind: 'index'; readonly object: Slot; readonly index: Slot; readonly name: '' }
  | { readonly kind: 'module'; readonly target: Expression; readonly name: '' }

function referTo(l: FunctionLowering, target: AssignmentTarget): Reference {
  if (target.type === 'Identifier') return { kind: 'name', name: target.name }
  if (target.type !== 'MemberExpression') return { kind: 'name', name: '<pattern>' }
  if (meansExports(l, target)) return { kind: 'module', target, name: '' }
  const isExport = meansExports(l, target.object)
  const object = lowerExpression(l, target.object)
  const key = memberKey(target)
  if (key !== null) return { kind: isExport ? 'export' : 'property', object, name: key }
  return { kind: 'index', object, index: lowerExpression(l, target.property as Expression), name: '' }
}

function loadReference(l: FunctionLowering, reference: Reference, span: Span): Slot {
  const { start, end } = span
  if (reference.kind === 'name') return loadName(l, reference.name, -1, span)
  if (reference.kind === 'module') return lowerExpression(l, reference.target)
  const dst = l.build.temporary()
  if (reference.kind === 'index') {
    l.build.emit({ op: 'index', dst, object: reference.object, index: reference.index, isOptional: false, start, end })
  } else {
    l.build.emit({ op: 'get', dst, object: reference.object, key: reference.name, isOptional: false, start, end })
  }
  return dst
}

function storeReference(l: FunctionLowering, reference: Reference, src: Slot, span: Span): void {
  const { start, end } = span
  switch (reference.kind) {
    case 'name':
      storeName(l, reference.name, src, span)
      return
    case 'module':
      storeCommonExports(l, src, span)
      return
    case 'export':
      storeCommonExport(l, reference.name, src, span)
      return
    case 'index':
      l.build.emit({ op: 'set-index', object: reference.object, index: reference.index, src, start, end })
      return
    case 'property':
      l.build.emit({ op: 'set', object: reference.object, key: reference.name, src, start, end })
  }
}

/** Assigns a slot to any target. */
export function assignSlot(l: FunctionLowering, target: AssignmentTarget, src: Slot, span: Span): void {
  const plain = plainTarget(target)
  if (plain.type === 'MemberExpression') {
    if (meansExports(l, plain)) storeCommonExports(l, src, span)
    else storeReference(l, referTo(l, plain), src, span)
  } else assignPattern(l, plain, src)
}

/** Without the types round it: `(a as B) = c`. */
function plainTarget(target: AssignmentTarget): AssignmentTarget {
  let plain: AssignmentTarget | Expression = target
  while ('expression' in plain && plain.type !== 'ArrowFunctionExpression') plain = plain.expression as Expression
  return plain as AssignmentTarget
}

/** `a++` and its like; the old value is kept only where it is read. */
export function lowerUpdate(l: FunctionLowering, node: Expression & { type: 'UpdateExpression' }, into: Slot, isEffect = false): Slot {
  const { start, end } = node
  const reference = referTo(l, plainTarget(node.argument))
  let before = loadReference(l, reference, node)
  if (!node.prefix && !isEffect && reference.kind === 'name') {
    const kept = l.build.temporary()
    l.build.move(kept, before, start, end)
    before = kept
  }
  const one = constant(l, 1, -1, node)
  const dst = l.build.temporary()
  l.build.emit({ op: 'binary', dst, operator: node.operator === '++' ? '+' : '-', left: before, right: one, start, end })
  storeReference(l, reference, dst, node)
  return place(l, node.prefix ? dst : before, into, node)
}
