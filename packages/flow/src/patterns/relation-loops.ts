import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { BlockIndex, Instruction, Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, type Reader } from '../routes/reader.ts'
import { createTagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { listViewQuery } from './list-views.ts'
import { loopBody } from './loops.ts'
import { isQueryResult } from './query-results.ts'
import { asks, FETCHED, type Relation, relationNamed, relationsOf } from './relations.ts'

/** A manager of Django asks when the loop begins, whatever its last method is. */
const QUERY = /\.objects\s*\.\s*\w+\s*\(/
/** One query for each row, hidden behind an attribute: `album.tracks.count()`, `post.author.name` in a loop over what a query gave. */
export function relationLoops(context: PatternContext): void {
  const { reader } = context
  const relations = relationsOf(reader)
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      fn.blocks.forEach(({ terminator }, header) => {
        if (terminator.op !== 'next') return
        const text = listViewQuery(reader, scope, terminator.iterable) || queryText(reader, scope, terminator.iterable)
        if (FETCHED.test(text)) return
        if (!QUERY.test(text) && !isQueryResult(context, scope, terminator.iterable, createTagReader(reader, new Map()))) return
        readBody(context, scope, { header, body: terminator.body, item: terminator.dst }, relations)
      })
    }
  }
}

interface Loop {
  readonly header: BlockIndex
  readonly body: BlockIndex
  readonly item: Slot
}

function readBody(context: PatternContext, scope: Scope, { header, body, item }: Loop, relations: ReadonlyMap<string, Relation>): void {
  const inside = loopBody(scope.function, body, header)
  const instructions = [...inside].flatMap((index) => scope.function.blocks[index]?.instructions ?? [])
  readRow(context, scope, instructions, item, relations, 0)
}

const DEEPEST_HELPER = 2

/** What is read of one row here, and in the functions of the tree that are handed it. */
export function readRow(
  context: PatternContext,
  scope: Scope,
  instructions: readonly Instruction[],
  item: Slot,
  relations: ReadonlyMap<string, Relation>,
  depth: number,
): void {
  const items = new Set<Slot>([item])
  for (const one of instructions) if (one.op === 'move' && items.has(one.src)) items.add(one.dst)
  for (const one of instructions) {
    if (one.op === 'call' && depth < DEEPEST_HELPER) readHelper(context, one, items, relations, depth)
    if (one.op !== 'get' || !items.has(one.object)) continue
    const relation = relationNamed(relations, instructions, one)
    if (relation === undefined || !asks(context.reader, scope, instructions, one, relation)) continue
    context.emit(scope, one.start, one.end, {
      kind: 'n-plus-one',
      cwe: 1049,
      message: `${one.key} is asked for with a query of its own for each row of another query`,
      details: { of: one.key },
      confidence: 'medium',
    })
  }
}

/** `order_row(order)`, `order.as_row()`. */
function readHelper(
  context: PatternContext,
  call: Extract<Instruction, { op: 'call' }>,
  items: ReadonlySet<Slot>,
  relations: ReadonlyMap<string, Relation>,
  depth: number,
): void {
  const callee = context.reader.seenCall(call)?.callee
  if (callee?.kind !== 'function' || call.isDecorator === true) return
  const { module, function: fn } = callee
  const parameters = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot)
  const instructions = fn.blocks.flatMap((block) => block.instructions)
  call.args.forEach(({ kind, value }, position) => {
    const parameter = kind === 'positional' && items.has(value) ? parameters[position] : undefined
    if (parameter !== undefined) readRow(context, { module, function: fn }, instructions, parameter.slot, relations, depth + 1)
  })
  if (fn.selfSlot >= 0 && items.has(call.receiver))
    readRow(context, { module, function: fn }, instructions, fn.selfSlot, relations, depth + 1)
}

/** The source of a query with that of the functions that make it. */
export function queryText(reader: Reader, scope: Scope, slot: Slot, depth = 0): string {
  if (depth > 6) return ''
  const behind = definitionBehind(scope, slot)
  if (behind === null)
    return definitionsOf(scope.module, scope.function, slot)
      .map((definition) =>
        definition.kind === 'instruction' && definition.instruction.op === 'move'
          ? queryText(reader, scope, definition.instruction.src, depth + 1)
          : '',
      )
      .join(' ')
  const { instruction, scope: at } = behind
  const own = reader.textOf(at.module.file).slice(instruction.start, instruction.end)
  if (instruction.op === 'slice' || instruction.op === 'index' || instruction.op === 'get')
    return `${own} ${queryText(reader, at, instruction.object, depth + 1)}`
  if (instruction.op !== 'call') return own
  const call = reader.seenCall(instruction)
  const inner = [instruction.receiver, ...instruction.args.map(({ value }) => value)].map((next) =>
    next < 0 ? '' : queryText(reader, at, next, depth + 1),
  )
  const callee =
    call?.callee.kind === 'function'
      ? reader.textOf(call.callee.module.file).slice(call.callee.function.start, call.callee.function.end)
      : ''
  return [own, callee, ...inner].join(' ')
}
