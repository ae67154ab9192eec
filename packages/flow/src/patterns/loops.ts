import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { BlockIndex, IrFunction, Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { chainOf, effectOf, isDataLayer } from '../routes/effects.ts'
import { ordinarySuccessors } from '../routes/function-view.ts'
import { callBehind, isServed, type SeenCall } from '../routes/reader.ts'
import { BODY, createTagReader, type TagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'

/** One query for each row of another query. */
export function queryLoops(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const [index, { terminator }] of fn.blocks.entries()) if (terminator.op === 'next') readLoop(context, scope, index, terminator)
      readCallbacks(context, scope)
    }
  }
}

function readLoop(
  context: PatternContext,
  scope: Scope,
  header: BlockIndex,
  step: Extract<IrFunction['blocks'][number]['terminator'], { op: 'next' }>,
): void {
  const tags = createTagReader(context.reader, new Map())
  if (!isQueryResult(context, scope, step.iterable, tags, 0) && (tags.tags(scope, step.iterable) & BODY) === 0) return
  const inside = loopBody(scope.function, step.body, header)
  const repeated = new Set([...inside].flatMap((index) => scope.function.blocks[index]?.instructions ?? []))
  for (const call of context.reader.callsIn(scope.function)) if (repeated.has(call.call)) reportQuery(context, scope, call, step.dst, tags)
}

function reportQuery(context: PatternContext, scope: Scope, call: SeenCall, item: Slot, tags: TagReader, at: SeenCall = call): void {
  const target = call.callee.kind === 'function' ? { module: call.callee.module, function: call.callee.function } : null
  const effect = effectOf(context.reader, call, tags) ?? countOf(context, call) ?? (target === null ? null : queryInside(context, target))
  if (effect === null || (effect.kind !== 'read-one' && effect.kind !== 'read-many')) return
  const depends =
    call.call.args.some((argument) => comesFrom(scope, argument.value, item)) ||
    (call.call.receiver >= 0 && comesFrom(scope, call.call.receiver, item))
  if (!depends) return
  context.emitCall(at, {
    kind: 'n-plus-one',
    cwe: 1049,
    message: `one query ${effect.of === null ? '' : `of ${effect.of} `}for each row of another query, or for each item of the body`,
    details: { of: effect.of ?? '' },
    confidence: target === null ? 'high' : 'medium',
  })
}

/** `prisma.comment.count(...)`: brings no row, and asks the database all the same. */
function countOf({ reader }: PatternContext, call: SeenCall): Pick<RouteEffect, 'kind' | 'of'> | null {
  const counts = /^(?:count|countDocuments|exists|aggregate|sum)$/.test(call.method) && call.call.args.length > 0
  return counts && isDataLayer(reader, chainOf(reader, call)) ? { kind: 'read-one', of: null } : null
}

/** The first read of data in a small function of the tree. */
function queryInside(context: PatternContext, target: Scope): ReturnType<typeof effectOf> {
  if (target.function.blocks.length > 12) return null
  const tags = createTagReader(context.reader, new Map())
  for (const call of context.reader.callsIn(target.function)) {
    const effect = effectOf(context.reader, call, tags)
    if (effect !== null) return effect
  }
  return null
}

/** Blocks from which control comes back to the head of the loop. */
export function loopBody(fn: IrFunction, body: BlockIndex, header: BlockIndex): ReadonlySet<BlockIndex> {
  const seen = new Set<BlockIndex>()
  const open = [body]
  while (open.length > 0) {
    const at = open.pop()
    if (at === undefined || at === header || seen.has(at)) continue
    seen.add(at)
    const block = fn.blocks[at]
    if (block !== undefined) open.push(...ordinarySuccessors(block.terminator))
  }
  return seen
}

/** Whether a value is the rows of a query. */
export function isQueryResult(context: PatternContext, scope: Scope, slot: Slot, tags: TagReader, depth: number): boolean {
  if (depth > 6) return false
  const call = callBehind(context.reader, scope, slot)
  if (call !== null) {
    const effect = effectOf(context.reader, call, tags)
    if (effect !== null) return effect.kind === 'read-many'
    if (call.callee.kind === 'function')
      return queryInside(context, { module: call.callee.module, function: call.callee.function })?.kind === 'read-many'
    // `enumerate(rows)`, `rows.items()`, `zip(rows, x)`
    const inner = call.call.receiver >= 0 ? call.call.receiver : (call.call.args[0]?.value ?? -1)
    return (
      inner >= 0 &&
      /^(?:enumerate|list|sorted|reversed|zip|items|values|entries|slice|filter|sort|json|unique)$/.test(call.method) &&
      isQueryResult(context, scope, inner, tags, depth + 1)
    )
  }
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return isQueryResult(context, scope, instruction.src, tags, depth + 1)
    if (instruction.op === 'get' || instruction.op === 'index' || instruction.op === 'slice')
      return isQueryResult(context, scope, instruction.object, tags, depth + 1)
  }
  return false
}

const CALLS_BACK = new Set(['map', 'forEach', 'flatMap', 'filter', 'reduce'])

/** `rows.map(async (row) => Model.findById(row.id))`. */
function readCallbacks(context: PatternContext, scope: Scope): void {
  for (const call of context.reader.callsIn(scope.function)) {
    if (!CALLS_BACK.has(call.method) || call.call.receiver < 0) continue
    const first = call.call.args[0]
    const callback = first === undefined ? undefined : context.reader.denoter.denote(scope, first.value)
    if (callback?.kind !== 'function' || callback.module !== scope.module) continue
    const item = callback.function.parameters[0]
    if (item === undefined || !isQueryResult(context, scope, call.call.receiver, createTagReader(context.reader, new Map()), 0)) continue
    const inner = { module: callback.module, function: callback.function }
    // A function with a name of its own stands elsewhere: the loop is what is to be changed.
    const isInline = callback.function.start >= call.call.start && callback.function.end <= call.call.end
    for (const query of context.reader.callsIn(callback.function))
      reportQuery(context, inner, query, item.slot, createTagReader(context.reader, new Map()), isInline ? query : call)
  }
}
