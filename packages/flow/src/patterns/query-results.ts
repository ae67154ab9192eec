import { definitionsOf } from '../engine/definitions.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { IrClass, Slot } from '../ir/ir.ts'
import { isDataLayer } from '../routes/data-layer.ts'
import { effectOf } from '../routes/effects.ts'
import { chainOf } from '../routes/query-chains.ts'
import { callBehind, definitionBehind, nameOf, positionalArguments, type SeenCall } from '../routes/reader.ts'
import { BODY, type TagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'

/** What a value gives to whoever iterates over it: rows, or lists of rows. */
type Rows = 'rows' | 'batches'

const DEEPEST = 8
const MOST_CALLERS = 6
/** Methods that give the same rows in another shape. */
const SAME_ROWS =
  /^(?:enumerate|list|sorted|reversed|zip|items|values|entries|slice|filter|sort|toSorted|reverse|concat|flat|map|flatMap|json|unique|uniq\w*|range|len|from|of|keys|stream|cursor|iterate)$/

const BATCHES = /^(?:chunk|chunked|batched|batch|grouper|inBatches|in_batches)$/

/** Whether a value is the rows of a query. */
export function isQueryResult(context: PatternContext, scope: Scope, slot: Slot, tags: TagReader): boolean {
  return rowsOf(context, scope, slot, tags, 0) === 'rows'
}

function rowsOf(context: PatternContext, scope: Scope, slot: Slot, tags: TagReader, depth: number): Rows | null {
  if (depth > DEEPEST || slot < 0) return null
  const call = callBehind(context.reader, scope, slot)
  if (call !== null) return rowsOfCall(context, call, tags, depth)
  const definitions = definitionsOf(scope.module, scope.function, slot)
  if (definitions.length === 0) return rowsOfParameter(context, scope, slot, tags, depth)
  for (const definition of definitions) {
    if (definition.kind === 'loop') {
      if (rowsOf(context, scope, definition.iterable, tags, depth + 1) === 'batches') return 'rows'
      continue
    }
    if (definition.kind !== 'instruction') continue
    const found = rowsOfInstruction(context, scope, definition.instruction, tags, depth)
    if (found !== null) return found
  }
  return null
}

function rowsOfInstruction(
  context: PatternContext,
  scope: Scope,
  instruction: Extract<ReturnType<typeof definitionsOf>[number], { kind: 'instruction' }>['instruction'],
  tags: TagReader,
  depth: number,
): Rows | null {
  switch (instruction.op) {
    case 'move':
    case 'await':
      return rowsOf(context, scope, instruction.src, tags, depth + 1)
    case 'load-up':
      return rowsOf(
        context,
        { module: scope.module, function: functionAt(scope.module, instruction.function) },
        instruction.slot,
        tags,
        depth + 1,
      )
    case 'get':
    case 'index':
      if (isRow(context, scope, instruction.object, tags, 0)) return 'rows'
      return rowsOf(context, scope, instruction.object, tags, depth + 1)
    case 'slice':
      return rowsOf(context, scope, instruction.object, tags, depth + 1)
    default:
      return null
  }
}

/** A document that a query brought: a list inside it, `basket["lines"]`, gives as many rows as it has. */
function isRow(context: PatternContext, scope: Scope, slot: Slot, tags: TagReader, depth: number): boolean {
  if (depth > 4) return false
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return isRow(context, scope, instruction.src, tags, depth + 1)
    const call = instruction.op === 'call' ? context.reader.seenCall(instruction) : undefined
    return call !== undefined && FINDS_DOCUMENT.test(call.method) && effectOf(context.reader, call, tags)?.kind === 'read-one'
  })
}

/** What brings one document, lists inside and all; a row of a table holds none. */
const FINDS_DOCUMENT = /^(?:find_one|findOne|findById|find_one_and_\w+|findOneAnd\w+|get|get_item|find_one_or_none|first)$/

function rowsOfCall(context: PatternContext, call: SeenCall, tags: TagReader, depth: number): Rows | null {
  const effect = effectOf(context.reader, call, tags)
  // `linesOf.all(order)`: a prepared statement that is asked for all its rows, however its condition reads.
  const isAll = effect?.kind === 'read-one' && call.module.language === 'javascript' && /^(?:all|iterate|each)$/.test(call.method)
  if (effect !== null) return effect.kind === 'read-many' || isAll ? 'rows' : null
  if (call.module.language === 'python' && isLazyQuery(context, call)) return 'rows'
  if (/^(?:all|iterate|each)$/.test(call.method) && preparedQuery(context, call, tags) !== null) return 'rows'
  if (call.callee.kind === 'function')
    return rowsGivenBy(context, { module: call.callee.module, function: call.callee.function }, tags, depth + 1)
  if (call.name === 'Promise.all') {
    const list = definitionBehind(call, positionalArguments(call.call)[0] ?? -1)
    return list?.instruction.op === 'list'
      ? firstRows(list.instruction.items.map((item) => rowsOf(context, list.scope, item, tags, depth + 1)))
      : null
  }
  const inner = call.call.receiver >= 0 ? call.call.receiver : (call.call.args[0]?.value ?? -1)
  if (BATCHES.test(call.method)) return rowsOf(context, call, inner, tags, depth + 1) === null ? null : 'batches'
  return SAME_ROWS.test(call.method) ? rowsOf(context, call, inner, tags, depth + 1) : null
}

/** `session.query(Order).limit(20)`, `Order.objects.order_by('id')`: asked when somebody iterates over it. */
function isLazyQuery({ reader }: PatternContext, call: SeenCall): boolean {
  if (!SHAPES.test(call.method)) return false
  const chain = chainOf(reader, call)
  const begins =
    chain.attributes.includes('objects') || chain.calls.some(({ method, call: { args } }) => method === 'query' && args.length > 0)
  return begins && isDataLayer(reader, chain)
}

const SHAPES =
  /^(?:query|limit|offset|order_by|options|join|outerjoin|distinct|group_by|yield_per|annotate|select_related|prefetch_related|only|defer|iterator|reverse|using)$/

/** What a function of the tree returns; of a generator, what it yields: each row, or a list of them at a time. */
function rowsGivenBy(context: PatternContext, target: Scope, tags: TagReader, depth: number): Rows | null {
  const { function: fn } = target
  if (fn.isGenerator) {
    const yielded = fn.blocks.flatMap(({ instructions }) => instructions.flatMap((one) => (one.op === 'yield' ? [one.src] : [])))
    if (yielded.some((slot) => rowsOf(context, target, slot, tags, depth + 1) === 'rows')) return 'batches'
    const items = fn.blocks.flatMap(({ terminator }) => (terminator.op === 'next' ? [terminator] : []))
    const isEach = items.some(({ iterable, dst }) => yielded.includes(dst) && rowsOf(context, target, iterable, tags, depth + 1) === 'rows')
    return isEach ? 'rows' : null
  }
  return firstRows(
    fn.blocks.flatMap(({ terminator }) => {
      if (terminator.op !== 'return') return []
      const dict = definitionBehind(target, terminator.src)
      const values = dict?.instruction.op === 'dict' ? dict.instruction.entries.map(({ value }) => value) : [terminator.src]
      return values.map((slot) => rowsOf(context, target, slot, tags, depth + 1))
    }),
  )
}

function firstRows(found: readonly (Rows | null)[]): Rows | null {
  return found.find((rows) => rows !== null) ?? null
}

/** A helper is handed the rows by who calls it. */
function rowsOfParameter(context: PatternContext, scope: Scope, slot: Slot, tags: TagReader, depth: number): Rows | null {
  const parameters = scope.function.parameters.filter((parameter) => parameter.slot !== scope.function.selfSlot)
  const index = parameters.findIndex((parameter) => parameter.slot === slot)
  if (index < 0) return null
  return firstRows(
    context.reader
      .callersOf(scope.function)
      .slice(0, MOST_CALLERS)
      .map((caller) => rowsOf(context, caller, positionalArguments(caller.call)[index] ?? -1, tags, depth + 2)),
  )
}

const BODY_TYPE = /(?:Dto|Input|Body|Payload|Command)$/

/** Whether a value is a list of the body: `request.body.items`, `dto.items`. */
export function isOfBody(scope: Scope, slot: Slot, tags: TagReader): boolean {
  if ((tags.tags(scope, slot) & BODY) !== 0) return true
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op !== 'get') return false
  const { object } = behind.instruction
  return behind.scope.function.parameters.some((parameter) => parameter.slot === object && BODY_TYPE.test(parameter.type?.name ?? ''))
}

/** `prisma.comment.count(...)`: brings no row, and asks the database all the same. */
function countOf({ reader }: PatternContext, call: SeenCall): Pick<RouteEffect, 'kind' | 'of'> | null {
  const counts = /^(?:count|countBy|countDocuments|exists?|existsBy|aggregate|sum|findAndCount\w*)$/.test(call.method)
  if (!counts) return null
  const chain = chainOf(reader, call)
  return (call.call.args.length > 0 || chain.calls.length > 1) && isDataLayer(reader, chain) ? { kind: 'read-one', of: null } : null
}

/** `db.prepare(sql).get(id)`, `byId.get(id)`: the statement stands in the call before. */
function preparedQuery({ reader }: PatternContext, call: SeenCall, tags: TagReader): Pick<RouteEffect, 'kind' | 'of'> | null {
  if (!/^(?:get|all|iterate|each)$/.test(call.method) || call.call.receiver < 0) return null
  const before = callBehind(reader, call, call.call.receiver)
  const effect = before?.method === 'prepare' ? effectOf(reader, before, tags) : null
  return effect?.kind === 'read-one' || effect?.kind === 'read-many' ? effect : null
}

const LONGEST_HELPER = 12
const DEEPEST_HELPER = 3

/** `order.lines.all()` of an `order: Order`. */
function isOfRow({ reader }: PatternContext, call: SeenCall): boolean {
  if (call.module.language !== 'python' || call.call.receiver < 0) return false
  const { denoted, attributes } = chainOf(reader, call)
  const isManager = attributes.some((name) => name === 'objects' || name === 'query' || name === 'session')
  return denoted.kind === 'instance' && attributes.length > 0 && !isManager && isModel(reader, denoted)
}

function isModel(
  reader: PatternContext['reader'],
  { module, class: owner }: { readonly module: Scope['module']; readonly class: IrClass },
): boolean {
  return reader.denoter
    .bases(module, owner)
    .some(
      (base) =>
        /(?:^|\.)(?:models\.)?(?:Model|DeclarativeBase|Base)$/.test(nameOf(base)) || (base.kind === 'class' && isModel(reader, base)),
    )
}

/** The query that a call makes, itself or inside the small function of the tree that it calls. */
export function queryOf(context: PatternContext, call: SeenCall, tags: TagReader, depth = 0): Pick<RouteEffect, 'kind' | 'of'> | null {
  // Rows behind a relation of a row may have been fetched with it: that is looked at where relations are.
  if (isOfRow(context, call)) return null
  const own = effectOf(context.reader, call, tags) ?? preparedQuery(context, call, tags) ?? countOf(context, call)
  if (own !== null || call.callee.kind !== 'function' || depth > DEEPEST_HELPER) return own
  const { function: fn } = call.callee
  if (fn.blocks.length > LONGEST_HELPER || call.call.isNew) return null
  const inside = context.reader.callsIn(fn)
  // What is remembered is not asked for again.
  if (inside.some(({ method }) => method === 'has')) return null
  for (const one of inside) {
    const query = queryOf(context, one, tags, depth + 1)
    if (query !== null) return query
  }
  return null
}
