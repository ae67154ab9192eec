import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { IrClass, IrFunction, Slot } from '../ir/ir.ts'
import { effectOf, effectsOf } from '../routes/effects.ts'
import { callersOf } from '../routes/nest-callers.ts'
import { isServed, parameterBehind, positionalArguments, type Reader, type SeenCall } from '../routes/reader.ts'
import { CHOSEN, CREDENTIAL, createTagReader, type Frame, HEADER, IDENTITY, type Tags } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { type MemoryStore, memoryStores, type Use } from './memory-stores.ts'
import { keyGiven, readThroughs } from './read-through.ts'

const CACHE_NAME = /(?:cache|memo|seen|hits|bucket|attempts|visits|counters?|limits?|lookups|results_?by)/i

/** Stores that live as long as the process: what never leaves them, and what they hand to the wrong caller. */
export function memoryCaches(context: PatternContext): void {
  for (const [store, uses] of memoryStores(context.reader)) judgeStore(context, store, uses)
}

function judgeStore(context: PatternContext, store: MemoryStore, uses: readonly Use[]): void {
  const later = uses.filter((use) => use.kind === 'put' && use.scope.function !== store.scope.function)
  const puts = later.filter((use) => isVariable(context, use))
  if (!isShortLived(context, store)) for (const put of later) if (!puts.includes(put)) sharedEntry(context, put, uses)
  const served = puts.filter((put) => context.handlers.has(put.scope.function))
  const isOfModule = store.kind === 'variable' && store.scope.function.index === 0
  const isNamed = CACHE_NAME.test(store.name)
  const isOnce = isMadeOnce(context, store)
  const kept = (isOnce ? puts : served).find((put) => isMemo(context, put, uses))
  const isLasting = isOfModule || isOnce || (served.length > 0 && !isShortLived(context, store))
  if (puts.length === 0 || (!isNamed && kept === undefined) || !isLasting) return
  const { scope, at } = store
  const isForgotten = (use: Use): boolean => kept !== undefined && isChosenKey(context, kept) && isByName(context, use, uses)
  if (
    uses.some((use) => use.kind === 'remove' && !isAfterFailure(context, use) && !isForgotten(use)) ||
    isReachedFromElsewhere(context, store)
  )
    context.examine('cache-without-expiry', scope, at.start, at.end)
  else {
    // Where nothing but its use tells that it is a cache, the place that fills it is shown.
    const isFilled = !isNamed && kept !== undefined
    const place = isFilled ? kept : { scope, at }
    context.emit(place.scope, place.at.start, place.at.end, {
      kind: 'cache-without-expiry',
      cwe: 770,
      message: uses.some(isForgotten) ? `nothing leaves ${store.name} by its age or number` : `nothing ever leaves ${store.name}`,
      details: { name: store.name },
      confidence: served.length > 0 ? 'medium' : 'low',
      ...(isFilled ? { about: { scope, start: at.start, end: at.end, note: 'where it is made' } } : {}),
    })
  }
  for (const put of puts) sharedEntry(context, put, uses)
}

/** `locate = memoize((address) => ...)` of a module or of a class: the closure, and the store in it, live as long as the process. */
function isMadeOnce({ reader }: PatternContext, { kind, scope: { function: fn } }: MemoryStore): boolean {
  if (kind === 'field' || fn.index === 0) return false
  return reader.callersOf(fn).some((caller) => {
    const given = reader.denoter.argument(caller, caller.call, 0)
    const takesValue = given?.kind === 'function' && given.function.parameters.some(({ slot }) => slot !== given.function.selfSlot)
    return (
      takesValue &&
      (caller.function.index === 0 || caller.function.kind === 'class-body' || /(?:^|\.)constructor$/.test(caller.function.name))
    )
  })
}

/** `promise.catch(() => known.delete(key))` takes away what failed, not what is old. */
function isAfterFailure({ reader }: PatternContext, { scope: { module, function: fn } }: Use): boolean {
  const outer = module.functions[fn.parent]
  if (outer === undefined || module.language !== 'javascript') return false
  return reader.callsIn(outer).some((call) => {
    if (call.method !== 'catch') return false
    const given = reader.denoter.argument(call, call.call, 0)
    return given?.kind === 'function' && given.function === fn
  })
}

const given = new WeakMap<Reader, ReadonlySet<IrFunction>>()

/** Functions that are handed to others as values. */
function functionsGiven(reader: Reader): ReadonlySet<IrFunction> {
  let found = given.get(reader)
  if (found === undefined) {
    found = new Set(
      reader.calls.flatMap((caller) =>
        caller.call.args.flatMap(({ value }) => {
          const denoted = reader.denoter.denote(caller, value)
          return denoted.kind === 'function' ? [denoted.function] : []
        }),
      ),
    )
    given.set(reader, found)
  }
  return found
}

/** `forget(key)`: takes away what a change has made stale, and nothing that was merely kept for long. */
function isByName({ reader }: PatternContext, use: Use, uses: readonly Use[]): boolean {
  const { scope, at } = use
  const key = at.op === 'delete' ? at.key : at.op === 'call' && /^(?:delete|pop)$/.test(at.method) ? at.args[0]?.value : undefined
  if (typeof key !== 'number' || parameterBehind(scope, key)?.function !== scope.function) return false
  const isFiller = (fn: IrFunction): boolean => uses.some((other) => other.kind !== 'remove' && other.scope.function === fn)
  return (
    !functionsGiven(reader).has(scope.function) &&
    !isFiller(scope.function) &&
    !reader.callersOf(scope.function).some((caller) => isFiller(caller.function))
  )
}

/** Whether requests say themselves under which key something is kept, so that there may be as many as anybody likes. */
function isChosenKey({ reader }: PatternContext, put: Use): boolean {
  const cache = readThroughs(reader).find(({ scope }) => scope.function === put.scope.function)
  const { tags } = createTagReader(reader, new Map())
  return (
    cache !== undefined && reader.callersOf(put.scope.function).some((caller) => (tags(caller, keyGiven(cache, caller)) & CHOSEN) !== 0)
  )
}

/** A key that is not the same at every call. */
function isVariable({ reader }: PatternContext, use: Use): boolean {
  return use.key >= 0 && reader.denoter.denote(use.scope, use.key).kind !== 'constant'
}

/** Looked up first, computed by a call and kept when it is not there: a cache by what it does. */
function isMemo({ reader }: PatternContext, put: Use, uses: readonly Use[]): boolean {
  const isTaken = uses.some((use) => use.kind === 'take' && use.scope.function === put.scope.function)
  return (
    isTaken &&
    callsBehind(reader, put.scope, put.value, 0).some(
      (made) => !made.call.isNew && made.callee.kind !== 'class' && !NO_WORK.test(made.name) && !TAKES.test(made.method),
    )
  )
}

const NO_WORK = /^(?:Date\.now|performance\.now|time\.(?:time|monotonic)|String|Number|str|int)$/
/** A record is kept of many things; one that another service gave is a memo. */
const ASKS_OUTSIDE = /^(?:requests|httpx|aiohttp|urllib3?|axios|fetch|got|undici|node-fetch)\b/
/** What is taken out of the store before anything is computed, and what is made of the program's own texts. */
const TAKES = /^(?:get|has|pop|setdefault|prepare|compile)$/

/** The calls that may have made a value, through parts of what they gave: `answer.json()["results"][:5]`. */
function callsBehind(reader: Reader, scope: Scope, slot: Slot, depth: number): readonly SeenCall[] {
  if (depth > 6) return []
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition): readonly SeenCall[] => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'call') {
      const seen = reader.seenCall(instruction)
      return seen === undefined ? [] : [seen]
    }
    if (instruction.op === 'move' || instruction.op === 'await') return callsBehind(reader, scope, instruction.src, depth + 1)
    if (instruction.op === 'index' || instruction.op === 'slice' || instruction.op === 'get')
      return callsBehind(reader, scope, instruction.object, depth + 1)
    // Some of what an answer held: `(found["lat"], found["lon"])`.
    if (instruction.op === 'list') return instruction.items.flatMap((item) => callsBehind(reader, scope, item, depth + 1))
    if (instruction.op === 'dict') {
      const asked = instruction.entries.flatMap(({ value }) => callsBehind(reader, scope, value, depth + 1))
      const isGrowing = instruction.entries.some(({ value }) => isEmptyContainer(reader, scope, value))
      return asked.filter((made) => ASKS_OUTSIDE.test(made.name) || isGiven(made) || (!isGrowing && asksStore(reader, made)))
    }
    return []
  })
}

/** What a record fills with time: `{ host, guests: [] }`. */
function isEmptyContainer({ denoter }: Reader, scope: Scope, slot: Slot): boolean {
  const made = denoter.denote(scope, slot)
  return (
    (made.kind === 'list' && made.isComplete && made.items.length === 0) ||
    (made.kind === 'dict' && made.entries.size === 0) ||
    (made.kind === 'library' && /^(?:Map|Set)(?:\(\))?$/.test(made.name))
  )
}

/** `load()`, which the caller has handed in. */
const isGiven = ({ call, ...scope }: SeenCall): boolean => call.callee >= 0 && parameterBehind(scope, call.callee) !== null

/** A query, or a function of the tree that makes one. */
function asksStore(reader: Reader, call: SeenCall): boolean {
  const { callee } = call
  return callee.kind === 'function'
    ? effectsOf(reader, callee, new Map()).length > 0
    : effectOf(reader, call, createTagReader(reader, new Map())) !== null
}

/** An object or a closure of one request takes its store away with it. */
function isShortLived({ reader, handlers }: PatternContext, { scope, owner }: MemoryStore): boolean {
  if (owner === null) return handlers.has(scope.function)
  return isMadeByRequests(reader, handlers, owner) || isOfRequestScope(reader, scope, owner)
}

type Handlers = PatternContext['handlers']

function isMadeByRequests(reader: Reader, handlers: Handlers, owner: IrClass): boolean {
  let classes = madeByRequests.get(handlers)
  if (classes === undefined) {
    classes = collectMadeByRequests(reader, handlers)
    madeByRequests.set(handlers, classes)
  }
  return classes.has(owner)
}

/** Classes whose objects handlers make, or have made for them. */
const madeByRequests = new WeakMap<Handlers, ReadonlySet<IrClass>>()

function collectMadeByRequests(reader: Reader, handlers: Handlers): ReadonlySet<IrClass> {
  const classes = new Set<IrClass>()
  for (const call of reader.calls) {
    if (call.callee.kind === 'class' && handlers.has(call.function)) classes.add(call.callee.class)
    const first = /(?:^|\.)(?:Depends|Security)$/.test(call.name) ? call.call.args[0] : undefined
    const given = first === undefined ? null : reader.denoter.denote(call, first.value)
    if (given?.kind === 'class') classes.add(given.class)
  }
  return classes
}

/** `@Injectable({ scope: Scope.REQUEST })`. */
function isOfRequestScope(reader: Reader, { module }: Scope, owner: IrClass): boolean {
  const text = reader.textOf(module.file)
  const before = text.slice(Math.max(0, owner.start - 160), owner.start + 160)
  return /Scope\.(?:REQUEST|TRANSIENT)/.test(before)
}

/** A store that another module holds may be emptied there. */
function isReachedFromElsewhere({ reader }: PatternContext, { kind, scope: { module, function: fn }, slot, name }: MemoryStore): boolean {
  if (kind === 'field' || fn.index !== 0) return false
  if (module.language === 'javascript') return module.exports.some((one) => one.kind === 'local' && one.slot === slot)
  return reader.program.modules.some((other) => isServed(reader, other.file) && other.imports.some((one) => one.name === name))
}

/** Which parameters of a function hold the caller, by what its callers give and by decorators of handlers. */
function identityFrame(reader: Reader, { module, function: fn }: Scope, depth: number): Frame {
  const callers = depth > 3 ? [] : reader.callersOf(fn).slice(0, 8)
  const named = callersOf(reader, module, fn)
  const frames = callers.map((call) => createTagReader(reader, identityFrame(reader, call, depth + 1)))
  const bound = new Map<Slot, Tags>()
  fn.parameters
    .filter(({ slot }) => slot !== fn.selfSlot)
    .forEach(({ slot, name }, index) => {
      const given = callers.map((call, at) => {
        const argument = positionalArguments(call.call)[index]
        return argument === undefined ? 0 : (frames[at]?.tags(call, argument) ?? 0)
      })
      if (named.has(name)) bound.set(slot, IDENTITY)
      else if (given.length > 0 && given.every((one) => (one & (IDENTITY | CREDENTIAL | HEADER)) !== 0)) bound.set(slot, given[0] ?? 0)
    })
  return new Map([[fn, bound]])
}

/** What was computed for one caller is answered to the next, when the key does not name the caller. */
function sharedEntry(context: PatternContext, put: Use, uses: readonly Use[]): void {
  const isTaken = uses.some((use) => use.kind === 'take' && use.scope.function === put.scope.function)
  if (!isTaken || !context.handlers.has(put.scope.function)) return
  const tags = createTagReader(context.reader, identityFrame(context.reader, put.scope, 0))
  // Whoever brings a secret as the key is known by it.
  if ((tags.tags(put.scope, put.key) & (IDENTITY | CREDENTIAL | HEADER)) !== 0 || (tags.tags(put.scope, put.value) & IDENTITY) === 0) return
  context.emit(put.scope, put.at.start, put.at.end, {
    kind: 'cache-not-keyed-by-user',
    cwe: 524,
    message: 'what was computed for one caller is kept under a key that does not name the caller',
    confidence: 'high',
  })
}
