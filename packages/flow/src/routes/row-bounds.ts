import type { Slot } from '../ir/ir.ts'
import { isBoundedLater } from './bounded-later.ts'
import { isCursor } from './data-layer.ts'
import { BOUNDING_METHODS, BOUNDING_OPTIONS, CERTAIN_METHODS } from './database-calls.ts'
import { dictEntries } from './handler-values.ts'
import { ONE_ROW } from './one-row.ts'
import { type Chain, callsGiven, chainOf, EXECUTES } from './query-chains.ts'
import { chainAfter } from './read-columns.ts'
import { type FunctionRef, isConstant, type Reader, type SeenCall, textAt } from './reader.ts'
import { isSliced } from './sliced.ts'
import { spreadEntries } from './spread-entries.ts'
import { isUncapped } from './uncapped.ts'
import { type TagReader, UNCAPPED } from './value-tags.ts'

export function isBounded(reader: Reader, chain: Chain, tags: TagReader): boolean {
  // As many rows as ids are given; as many as a pipeline leaves.
  const isWithin = (method: string, word: RegExp): boolean =>
    chain.calls.some((call) => call.method === method && word.test(textAt(reader, call.module, call.call.start, call.call.end, 2000)))
  if (isWithin('find', /\b_?id\b[^{}]*\{\s*\$in\b/) || (isCursor(chain) && isWithin('find', /\$in\b/))) return true
  if (isWithin('aggregate', /\$(?:limit|count)\b/)) return true
  if (isReadInSteps(reader, chain) || isOneByKey(reader, chain) || chain.calls.some((call) => isGivenBound(reader, call, tags))) return true
  return (
    chain.calls.some((call) => {
      const [first] = call.call.args
      if (call.method === 'to_list') return first !== undefined && !isEndless(reader, call, first.value)
      if (BOUNDING_METHODS.has(call.method)) return !isOpenNumber(reader, call, tags)
      return call.call.args.some((argument) => {
        if (argument.kind === 'named' && BOUNDING_OPTIONS.has(argument.name))
          return !isUncapped(reader, call, argument.value) && !isAnyNumber(tags, call, argument.value)
        const entry = dictEntries(call, argument.value).find(({ key }) => BOUNDING_OPTIONS.has(key))
        if (entry !== undefined) return !isUncapped(reader, entry.scope, entry.value)
        const value = reader.denoter.denote(call, argument.value)
        if (value.kind === 'dict' && [...value.entries.keys()].some((key) => BOUNDING_OPTIONS.has(key))) return true
        return call.module.language === 'javascript' && isBoundedBySpread(reader, call, argument.value)
      })
    }) ||
    (chain.calls[0] !== undefined && (isSliced(reader, chain.calls[0]) || isBoundedLater(reader, chain.calls[0])))
  )
}

/** `this.#rows().where(...).limit(20)`, `...first()`: of the query that a function gives, a later call asks for one row or for so many. */
export function isAskedInPart(reader: Reader, call: SeenCall, tags: TagReader): boolean {
  return reader.callsIn(call.function).some((other) => {
    const isOne = ONE_ROW.test(other.method) || CERTAIN_METHODS.get(other.method) === 'read-one'
    const asksForFew = isOne || (BOUNDING_METHODS.has(other.method) && !isOpenNumber(reader, other, tags))
    return asksForFew && other !== call && other.call.receiver >= 0 && chainOf(reader, other).calls.includes(call)
  })
}

/** `limit(n)` with whatever number the caller gave. */
export function isOpenNumber(reader: Reader, call: SeenCall, tags: TagReader): boolean {
  const [first] = call.call.args
  return ROWS.has(call.method) && first !== undefined && (isUncapped(reader, call, first.value) || isAnyNumber(tags, call, first.value))
}

const CURSORS = /^(?:iterator|cursor|stream|yield_per|stream_scalars|createReadStream)$/
const COLLECTS = /^(?:list|tuple|sorted|set|Array\.from|toArray)$/

/** `qs.iterator(chunk_size=1000)`, `find(...).cursor()`: rows that are read as they are written, where nothing makes a list of them. */
function isReadInSteps(reader: Reader, { calls }: Chain): boolean {
  const [last] = calls
  const steps = last === undefined ? undefined : [...calls, ...chainAfter(reader, last)].find(({ method }) => CURSORS.test(method))
  if (steps === undefined) return false
  return !reader
    .callsIn(steps.function)
    .some((call) => COLLECTS.test(call.name || call.method) && call.call.args.some(({ value }) => value === steps.call.dst))
}

/** `where(eq(bids.id, id))` of a builder whose conditions are functions, `select({ n: count() })` of the whole table. */
function isOneByKey(reader: Reader, { calls }: Chain): boolean {
  const [last] = calls
  if (last === undefined || last.module.language !== 'javascript' || !calls.some(({ method }) => method === 'from')) return false
  const grouped = calls.some(({ method }) => method === 'groupBy')
  // `select({ member: spent.by, cents: sum(spent.cents) }).where(eq(spent.groupId, id)).groupBy(spent.by)`: the sums of one thing.
  const sums =
    grouped &&
    calls.some(({ method, module, call }) => method === 'select' && SUMS.test(textAt(reader, module, call.start, call.end, 2000)))
  return calls.some(({ module, method, call }) => {
    const end = textAt(reader, module, call.start, call.end, 2000)
    const own = end.slice(end.lastIndexOf(`.${method}(`))
    if (method === 'where') return (KEY_EQUALS.test(own) || (sums && PARENT_EQUALS.test(own))) && !/\bor\(/.test(own)
    return method === 'select' && !grouped && /^\.select\(\s*\{\s*\w+:\s*(?:count|sum|avg|min|max)\w*\(/.test(own)
  })
}

const SUMS = /:\s*(?:count|sum|avg|min|max)\w*\(/
const PARENT_EQUALS = /\beq\(\s*\w+\.\w+(?:Id|_id)\s*,/
const KEY_EQUALS = /\beq\(\s*\w+\.(?:id|uuid|pk|email|username|slug|token|digest|subject|sub|key)\s*,/

/** `exec(window.apply(query))`, `exec(scoped(Key).limit(10))`: the statement that is run was bounded where it was made. */
function isGivenBound(reader: Reader, call: SeenCall, tags: TagReader): boolean {
  const [first] = call.call.args
  if (first === undefined || !EXECUTES.test(call.method)) return false
  return callsGiven(reader, call, first.value, 0).some((made) => {
    const steps = chainOf(reader, made).calls
    if (steps.some((one) => BOUNDING_METHODS.has(one.method) && !isOpenNumber(reader, one, tags))) return true
    return boundsGiven(reader, made)
  })
}

/** `window.apply(query)`, `paginated(query, page)`: a function that bounds what it is given, by what it does or, out of reach, by its name. */
function boundsGiven(reader: Reader, made: SeenCall): boolean {
  if (made.call.args.length === 0) return false
  if (made.callee.kind === 'function')
    return reader.callsIn(made.callee.function).some(({ method, call }) => BOUNDING_METHODS.has(method) && call.receiver >= 0)
  return made.callee.kind !== 'library' && PAGES.test(textAt(reader, made.module, made.call.start, made.call.end, 40).split('(')[0] ?? '')
}

const PAGES = /page|pagin|limit|window|slice/i

/** `findMany({ where, ...page })`: what is spread has the bound, or is called after it. */
function isBoundedBySpread(reader: Reader, call: SeenCall, slot: Slot): boolean {
  const { entries, unknown } = spreadEntries(reader, call, slot)
  const bounds = entries.filter(({ key }) => BOUNDING_OPTIONS.has(key))
  if (bounds.length > 0) return !bounds.every(({ scope, value }) => isUncapped(reader, scope, value))
  return entries.length > 0 && unknown.some((name) => /page|pagin|limit|window|slice|cursor|take|range/i.test(name))
}

/** A number that a dependency of FastAPI passes on as the caller gave it, compared with nothing here. */
function isAnyNumber(tags: TagReader, call: SeenCall, slot: Slot): boolean {
  return (tags.tags(call, slot) & UNCAPPED) !== 0 && !comparesNumber(tags, call)
}

export function comparesNumber(tags: TagReader, scope: FunctionRef): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some(
      (one) =>
        one.op === 'binary' &&
        /^[<>]=?$/.test(one.operator) &&
        ((tags.tags(scope, one.left) | tags.tags(scope, one.right)) & UNCAPPED) !== 0,
    ),
  )
}

/** `to_list(None)` of Motor brings every document. */
function isEndless(reader: Reader, call: SeenCall, slot: Slot): boolean {
  return isConstant(reader.denoter.denote(call, slot), null) || isUncapped(reader, call, slot)
}

/** Methods that take the number of rows. */
const ROWS = new Set(['limit', 'take', 'top', 'fetchmany'])
