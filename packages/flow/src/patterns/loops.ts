import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { BlockIndex, IrFunction, Slot } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { ordinarySuccessors } from '../routes/function-view.ts'
import { callBehind, definitionBehind, isServed, type SeenCall } from '../routes/reader.ts'
import { createTagReader, type TagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { isOfBody, isQueryResult, queryOf } from './query-results.ts'

/** One query for each row of another query, for each item of the body or each line of a file. */
export function queryLoops(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const [index, { terminator }] of fn.blocks.entries()) {
        if (terminator.op === 'next') readLoop(context, scope, index, terminator)
        else if (terminator.op === 'branch') readCountedLoop(context, scope, index, terminator)
      }
      readCallbacks(context, scope)
    }
  }
}

/** What a loop goes over decides which queries are too many: lines and items of a body could be written together, too. */
type Source = 'rows' | 'lines'

type Terminator<Op> = Extract<IrFunction['blocks'][number]['terminator'], { op: Op }>

function readLoop(context: PatternContext, scope: Scope, header: BlockIndex, step: Terminator<'next'>): void {
  const tags = createTagReader(context.reader, new Map())
  const source = sourceOf(context, scope, step, tags)
  if (source === null) return
  for (const call of callsInLoop(context, scope, step.body, header)) reportQuery(context, scope, { call, item: step.dst, source }, tags)
}

function sourceOf(context: PatternContext, scope: Scope, step: Terminator<'next'>, tags: TagReader): Source | null {
  if (isQueryResult(context, scope, step.iterable, tags)) return 'rows'
  if (isOfBody(scope, step.iterable, tags)) return 'lines'
  return isOfLines(context, scope, step) ? 'lines' : null
}

const READS_LINES =
  /^(?:csv\.(?:DictReader|reader)|csv-parse\/sync\.parse|readline\.createInterface|readline\.promises\.createInterface|fs(?:\.promises)?\.createReadStream)$|\.iter_rows$|\.pipe$/

/** Lines of a file or of a stream, also through a generator of the tree that yields them one by one. */
function isOfLines({ reader }: PatternContext, scope: Scope, { iterable }: Terminator<'next'>, depth = 0): boolean {
  const call = callBehind(reader, scope, iterable)
  if (call === null || depth > 3) return false
  if (READS_LINES.test(call.name) || READS_LINES.test(`.${call.method}`)) return true
  if (call.callee.kind !== 'function' || !call.callee.function.isGenerator) return false
  const target = { module: call.callee.module, function: call.callee.function }
  const yielded = target.function.blocks.flatMap(({ instructions }) => instructions.flatMap((one) => (one.op === 'yield' ? [one.src] : [])))
  return target.function.blocks.some(
    ({ terminator }) =>
      terminator.op === 'next' &&
      yielded.some((slot) => comesFrom(target, slot, terminator.dst)) &&
      isOfLines({ reader } as PatternContext, target, terminator, depth + 1),
  )
}

function callsInLoop({ reader }: PatternContext, { function: fn }: Scope, body: BlockIndex, header: BlockIndex): readonly SeenCall[] {
  const repeated = new Set([...loopBody(fn, body, header)].flatMap((index) => fn.blocks[index]?.instructions ?? []))
  return reader.callsIn(fn).filter((call) => repeated.has(call.call))
}

/** `for (let i = 0; i < rows.length; i += 1) { const row = rows[i] ... }`. */
function readCountedLoop(context: PatternContext, scope: Scope, header: BlockIndex, branch: Terminator<'branch'>): void {
  const condition = definitionBehind(scope, branch.condition)?.instruction
  if (condition?.op !== 'binary' || condition.operator !== '<') return
  const length = definitionBehind(scope, condition.right)?.instruction
  if (length?.op !== 'get' || length.key !== 'length') return
  const tags = createTagReader(context.reader, new Map())
  const inside = loopBody(scope.function, branch.then, header)
  if (![...inside].some((index) => ordinarySuccessors(scope.function.blocks[index]?.terminator ?? branch).includes(header))) return
  const source = isQueryResult(context, scope, length.object, tags) ? 'rows' : isOfBody(scope, length.object, tags) ? 'lines' : null
  if (source === null) return
  const items = [...inside].flatMap((index) =>
    (scope.function.blocks[index]?.instructions ?? []).flatMap((one) =>
      one.op === 'index' && one.object === length.object ? [one.dst] : [],
    ),
  )
  for (const call of callsInLoop(context, scope, branch.then, header))
    for (const item of items) reportQuery(context, scope, { call, item, source }, tags)
}

interface Repeated {
  readonly call: SeenCall
  readonly item: Slot
  readonly source: Source
  /** Where the report stands; the call itself by default. */
  readonly at?: SeenCall
}

function reportQuery(context: PatternContext, scope: Scope, { call, item, source, at = call }: Repeated, tags: TagReader): void {
  const depends =
    call.call.args.some((argument) => comesFrom(scope, argument.value, item)) ||
    (call.call.receiver >= 0 && comesFrom(scope, call.call.receiver, item))
  if (!depends) return
  if (source === 'rows' && (readsKey(call.name) || isNamedRedis(context, call))) {
    context.emitCall(at, {
      kind: 'n-plus-one',
      cwe: 1049,
      message: 'one key of the cache server for each row of a query, where one command or one pipeline could ask for all',
      details: { of: '' },
      confidence: 'medium',
    })
    return
  }
  const effect = queryOf(context, call, tags)
  if (effect === null || !couldBeOne(context, scope, effect, call, { item, source })) return
  context.emitCall(at, {
    kind: 'n-plus-one',
    cwe: 1049,
    message: `one query ${effect.of === null ? '' : `of ${effect.of} `}for each row of another query, or for each item of the body`,
    details: { of: effect.of ?? '' },
    confidence: call.callee.kind === 'function' ? 'medium' : 'high',
  })
}

/** A client that sends each command by itself; a pipeline or a transaction sends them together. */
const readsKey = nameTest(
  /^(?:ioredis(?:\.(?:default|Redis|Cluster))?|redis(?:\.createClient|\.createCluster)?|@redis\/client\.createClient|redis\.asyncio\.(?:Redis|from_url)|redis\.(?:Redis|StrictRedis|from_url))\(\)\.(?:get|getex|exists|hget|hgetall|hmget|smembers|sismember|zscore|lrange|hGet|hGetAll|sMembers|sIsMember|zScore|lRange)$/,
)

/** A client that a function is given, by the name that it is given under. */
const NAMED_REDIS =
  /^(?:\w+\.)*(?:redis|redis_?client)\.(?:get|getex|exists|hget|hgetall|hmget|smembers|sismember|zscore|lrange|hGet|hGetAll)\(/i

function isNamedRedis({ reader }: PatternContext, call: SeenCall): boolean {
  if (/^(?:io)?redis\b|^@redis/.test(call.name) || call.callee.kind === 'function') return false
  return NAMED_REDIS.test(reader.textOf(call.module.file).slice(call.call.start, call.call.end))
}

const SEVERAL = /(?:batch|chunk|page|group|slice|bulk|block|part|rows|items|lines|records|list)$|[a-rt-z]s$/i
const INSERTS = /(?:insert|create|upsert|onConflict|on_conflict|merge|values|add)/i

/** Reads can be asked for together; so can rows that are inserted, where nobody bounds how many lines there are. */
function couldBeOne(
  { reader }: PatternContext,
  scope: Scope,
  { kind }: Pick<RouteEffect, 'kind'>,
  call: SeenCall,
  { item, source }: Pick<Repeated, 'item' | 'source'>,
): boolean {
  if (kind === 'read-one' || kind === 'read-many') return true
  if (source !== 'lines' || (kind !== 'create' && kind !== 'update') || SEVERAL.test(scope.function.names.get(item) ?? '')) return false
  return kind === 'create' || INSERTS.test(reader.textOf(call.module.file).slice(call.call.start, call.call.end))
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

const CALLS_BACK = new Set(['map', 'forEach', 'flatMap', 'filter', 'reduce', 'some', 'every', 'find'])
/** Functions that are given the list and the callback: `pMap(rows, work)`. */
const CALLS_BACK_WITH =
  /^(?:p-map|p-each-series|p-filter|p-reduce|p-series|async\.(?:map|each|eachSeries|mapSeries|mapLimit|eachLimit|forEach|forEachOf)\w*|bluebird\.(?:map|each|mapSeries|filter|reduce)|modern-async\.\w+|lodash\.(?:map|forEach|each))(?:\.default)?$/

/** `rows.map(async (row) => Model.findById(row.id))`. */
function readCallbacks(context: PatternContext, scope: Scope): void {
  for (const call of context.reader.callsIn(scope.function)) {
    const [first] = call.call.args
    const isGivenList = CALLS_BACK_WITH.test(call.name)
    if (!isGivenList && (!CALLS_BACK.has(call.method) || call.call.receiver < 0)) continue
    const given = call.call.args.find(({ value }) => context.reader.denoter.denote(scope, value).kind === 'function')
    const [list, work] = isGivenList ? [first?.value, given] : [call.call.receiver, first]
    const callback = work === undefined ? undefined : context.reader.denoter.denote(scope, work.value)
    if (callback?.kind !== 'function' || callback.module !== scope.module || list === undefined) continue
    const item = callback.function.parameters[call.method === 'reduce' ? 1 : 0]
    const tags = createTagReader(context.reader, new Map())
    const source =
      item === undefined ? null : isQueryResult(context, scope, list, tags) ? 'rows' : isOfBody(scope, list, tags) ? 'lines' : null
    if (item === undefined || source === null) continue
    const inner = { module: callback.module, function: callback.function }
    // A function with a name of its own stands elsewhere: the loop is what is to be changed.
    const isInline = callback.function.start >= call.call.start && callback.function.end <= call.call.end
    for (const query of context.reader.callsIn(callback.function))
      reportQuery(
        context,
        inner,
        { call: query, item: item.slot, source, at: isInline ? query : call },
        createTagReader(context.reader, new Map()),
      )
  }
}
