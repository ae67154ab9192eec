import type { Slot } from '../ir/ir.ts'
import { NONE, withEntry } from '../none.ts'
import type { Activation } from './activation.ts'
import type { CallContext, ContextValue, FunctionHint } from './call-function.ts'
import { definitionsOf } from './definitions.ts'
import type { Engine } from './engine.ts'
import type { Environment } from './environment.ts'
import { functionInfo } from './function-info.ts'
import { generatedItems } from './generated-items.ts'
import { Heap } from './heap.ts'
import { startActivation, surroundings } from './interpret.ts'
import type { Contexts, Effect, Exit, FunctionResult } from './result.ts'
import { emptyState, intersectFacts, joinInto, joinWithFacts, type ObjectState, type State, shadowedNumber, shadowOf } from './state.ts'
import { type Fact, type Frame, NOTHING, sameTaints, type Value } from './value.ts'

/**
 * A function called in more ways than this is analysed for the shapes of its arguments only, then for none of them. Whoever is given functions,
 * or was made with some, as decorators and what they put in front of a view, is counted for each of these anew: it does what they do.
 */
const MOST_CONTEXTS = 32
const MOST_SHORT_CONTEXTS = 48
/** A slow pattern given to a helper that matches is told from the others as long as there are not more contexts than this. */
const MOST_PATTERN_CONTEXTS = 48
const MOST_GIVEN_FUNCTIONS = 400
const MOST_ROUNDS = 3
const MOST_EXITS = 32

/** The result of a function in a context; each context is analysed once, a recursive one until its result is stable. */
export function runFunction(engine: Engine, hint: FunctionHint, context: CallContext): FunctionResult {
  const owner = hint.function
  let known = engine.contexts.get(owner)
  if (known === undefined) {
    known = { results: new Map(), counts: new Map() }
    engine.contexts.set(owner, known)
  }
  const { key, isShort, isPlain, functions } = chooseKey(known, context)
  if (isPlain) engine.plainCalls.set(owner, (engine.plainCalls.get(owner) ?? 0) + 1)
  const result = known.results.get(key)
  if (result !== undefined) {
    if (result.isRunning) result.isRecursive = true
    return result
  }
  const frame: Frame = engine.frame(hint.module, owner)
  const fresh = bottom(frame)
  known.results.set(key, fresh)
  known.counts.set(functions, (known.counts.get(functions) ?? 0) + 1)
  const { readsMembersOfFacts } = engine
  engine.readsMembersOfFacts = false
  engine.depth++
  for (let round = 0; round < MOST_ROUNDS; round++) {
    fresh.isRecursive = false
    fresh.isRunning = true
    const act = startActivation(engine, frame, functionInfo(owner), hint.environment, (run) => bindParameters(run, context, isShort))
    const before = { value: fresh.value, hits: fresh.hits.length }
    finish(act, fresh)
    fresh.isRunning = false
    if (!fresh.isRecursive || (sameTaints(before.value.taints, fresh.value.taints) && before.hits === fresh.hits.length)) break
  }
  engine.depth--
  engine.readsMembersOfFacts = readsMembersOfFacts
  return fresh
}

interface ChosenKey {
  readonly key: string
  readonly isShort: boolean
  readonly isPlain: boolean
  readonly functions: string
}

function chooseKey({ results, counts }: Contexts, context: CallContext): ChosenKey {
  const functions = counts.has(context.functions) || counts.size < MOST_GIVEN_FUNCTIONS ? context.functions : ''
  const count = counts.get(functions) ?? 0
  const most = context.hasSlowPattern ? MOST_PATTERN_CONTEXTS : MOST_CONTEXTS
  if (results.has(context.key) || count < most) return { key: context.key, isShort: false, isPlain: false, functions }
  if (results.has(context.shortKey) || count < MOST_SHORT_CONTEXTS)
    return { key: context.shortKey, isShort: true, isPlain: false, functions }
  return { key: functions, isShort: true, isPlain: true, functions }
}

function bottom(frame: Frame): FunctionResult {
  return {
    frame,
    value: NOTHING,
    heap: NONE,
    hits: [],
    effects: [],
    exitFacts: [],
    stores: [],
    changes: NONE,
    returns: true,
    thrown: [],
    exits: [],
    isRunning: true,
    isRecursive: false,
    isApplied: false,
  }
}

function bindParameters(act: Activation, context: CallContext, isShort: boolean): void {
  const { frame } = act
  for (const [index, parameter] of frame.function.parameters.entries()) {
    if (parameter.slot === frame.function.selfSlot) continue
    act.write(parameter.slot, parameterValue(act, index, [], context.actuals[index] ?? null, isShort, act.engine.numbers.root(index)))
  }
  if (frame.function.selfSlot >= 0)
    act.write(frame.function.selfSlot, parameterValue(act, -1, [], context.receiver, isShort, act.engine.numbers.root(-1)))
}

function parameterValue(
  act: Activation,
  root: number,
  path: readonly string[],
  given: ContextValue | null,
  isShort: boolean,
  number: number,
): Value {
  const label = act.engine.parameterLabel(act.frame, root, path)
  const value: Value = {
    ...NOTHING,
    taints: [{ label, trace: null, cleared: 0, opened: 0, weak: null, doubt: 0 }],
    constant: isShort || given === null ? NOTHING.constant : given.constant,
    prefix: isShort || given === null || given.constant === NOTHING.constant ? '' : given.prefix,
    type: given?.type ?? '',
    // What the parameter is declared to be says nothing of its members.
    hint: path.length === 0 ? hintOf(act, root, given?.hint ?? null) : (given?.hint ?? null),
    number,
  }
  if (given?.isResolved === true) act.resolved.add(number)
  if (given !== null && number !== 0 && given.facts.length > 0) {
    act.learn(
      given.facts.map(({ keys, cleared, weak }) => ({
        number: keys.reduce((at, key) => act.engine.numbers.member(at, key), number),
        cleared,
        weak,
      })),
    )
  }
  if (given === null || (given.entries.size === 0 && !given.isDict && !given.isBare) || number === 0) return value
  const entries = new Map<string, Value>()
  for (const [key, entry] of given.entries)
    entries.set(key, parameterValue(act, root, [...path, key], entry, isShort, act.engine.numbers.member(number, key)))
  const id = shadowOf(number)
  const object: ObjectState = {
    shape: 'shadow',
    entries,
    rest: null,
    length: -1,
    isExact: false,
    base: value,
    ...(given.isBare ? { keys: 'bare' as const } : given.isDict ? { keys: 'known' as const } : {}),
  }
  act.setObject(id, object)
  act.passed = withEntry(act.passed, id, object)
  return value
}

/** Where objects are kept that the framework knows nothing of: `request.app.state.http`, `app.config['STORE']`. */
const KEPT = /\.(?:state|app|context|config|locals|extensions|resources)\b/

/** What the caller passed; what it took out of a store of anything is what the parameter is declared to be. */
function hintOf(act: Activation, root: number, given: Value['hint']): Value['hint'] {
  if (given === null) return typedHint(act, root)
  if (given.kind !== 'library' || !KEPT.test(given.name)) return given
  return typedHint(act, root) ?? given
}

/** Hint of the annotated type, for parameters that callers tell nothing of. */
function typedHint(act: Activation, root: number): Value['hint'] {
  const { frame, engine } = act
  if (root === -1) {
    if (frame.function.ownerClass < 0) return null
    const owner = frame.module.classes[frame.function.ownerClass]
    if (owner === undefined) return null
    const isClass = frame.function.isStatic
    return {
      kind: isClass ? 'class' : 'instance',
      module: frame.module,
      class: owner,
      environment: act.outer ?? engine.environments.get(frame.module) ?? null,
    }
  }
  const parameter = frame.function.parameters[root]
  if (parameter === undefined) return null
  return engine.typeHint(frame.module, frame.function, parameter.type)
}

/** Reads the finished run into the result. */
function finish(act: Activation, result: FunctionResult): void {
  let value: Value | null = null
  let facts: ReadonlyMap<number, Fact> | null = null
  const exit: State = emptyState()
  let isFirst = true
  for (const returned of act.returned) {
    if (value === null || facts === null) {
      value = returned.value
      facts = returned.facts
    } else {
      value = joinWithFacts(value, facts, returned.value, returned.facts)
      facts = intersectFacts(facts, returned.facts)
    }
    if (isFirst) exit.heap = returned.heap.copy()
    else joinInto(exit, { ...emptyState(), heap: returned.heap }, surroundings(act))
    isFirst = false
  }
  if (
    act.returned.length === 1 &&
    value !== null &&
    value.test === null &&
    facts !== null &&
    facts.size > 0 &&
    typeof value.constant === 'boolean'
  ) {
    value = { ...value }
  }
  if (act.handedOn.length > 0) {
    facts = act.handedOn.reduce<ReadonlyMap<number, Fact>>(
      (all, one, index) => (index === 0 ? one.facts : intersectFacts(all, one.facts)),
      new Map(),
    )
    exit.heap = act.handedOn[0]?.heap.copy() ?? new Heap()
    for (const handed of act.handedOn.slice(1)) joinInto(exit, { ...emptyState(), heap: handed.heap }, surroundings(act))
  }
  result.returns = act.returned.length > 0 || act.frame.function.isGenerator
  if (act.frame.function.isGenerator || act.yielded.size > 0) value = generatedItems(act, exit)
  result.exits = act.returned.flatMap(({ value: returned, at }) => handedBack(act, at.src) ?? [{ value: returned, at }])
  result.thrown = act.thrown.get(-1) ?? []
  result.value = value ?? NOTHING
  result.hits = [...act.hits.values()]
  const outer = act.frame.module.functions[act.frame.function.parent]
  // Of a function that answers yes or no, what holds depends on the answer.
  const isPredicate = act.returned.some((returned) => typeof returned.value.constant === 'boolean')
  result.exitFacts =
    facts === null
      ? []
      : [...facts.values()].filter(
          ({ number, origin }) =>
            (origin !== undefined && !isPredicate) ||
            act.engine.numbers.path(number) !== null ||
            (outer !== undefined && act.engine.numbers.slotIn(outer, number) !== null),
        )
  result.stores = [...act.stores.values()]
  result.effects = effectsOf(act, exit.heap)
  result.changes = changesOf(act, exit.heap)
  result.heap = reachable(exit.heap, result)
}

/** `return view(*args, **kwargs)`: the ways out of the function that answers; null where an answer is made here, or there are too many. */
function handedBack(act: Activation, src: Slot): readonly Exit[] | null {
  if (act.innerExits.size === 0 || src < 0) return null
  const [only, ...more] = definitionsOf(act.frame.module, act.frame.function, src)
  if (only?.kind !== 'instruction' || more.length > 0) return null
  const { instruction } = only
  if (instruction.op === 'move' || instruction.op === 'await') return handedBack(act, instruction.src)
  const exits = instruction.op === 'call' ? (act.innerExits.get(instruction) ?? null) : null
  // A function that hands back what it answers itself would have more of them with each round.
  return exits !== null && exits.length <= MOST_EXITS ? exits : null
}

function effectsOf(act: Activation, heap: Heap): Effect[] {
  const effects: Effect[] = []
  for (const id of heap.shadows()) {
    const object = heap.get(id)
    if (object?.shape !== 'shadow') continue
    const path = act.engine.numbers.path(shadowedNumber(id))
    if (path === null) continue
    const initial = act.passed.get(id)?.entries
    const entries = new Map<string, Value>()
    for (const [key, entry] of object.entries)
      if (initial?.get(key) !== entry && !isSameMember(act, entry, path, key)) entries.set(key, entry)
    if (entries.size > 0 || object.rest !== null) effects.push({ root: path.root, keys: path.keys, entries, rest: object.rest })
  }
  return effects
}

/** An entry that only came back from a join with its own base. */
function isSameMember(act: Activation, entry: Value, path: { root: number; keys: readonly string[] }, key: string): boolean {
  const label = entry.taints[0]?.label
  if (
    entry.taints.length !== 1 ||
    entry.hint !== null ||
    entry.objects.length > 0 ||
    label?.kind !== 'parameter' ||
    label.frame !== act.frame
  )
    return false
  return label.root === path.root && label.path.join('.') === [...path.keys, key].join('.') && entry.taints[0]?.cleared === 0
}

function changesOf(act: Activation, heap: Heap): ReadonlyMap<number, ObjectState> {
  let changes: ReadonlyMap<number, ObjectState> = NONE
  for (const [id, before] of act.imported) {
    const after = heap.get(id)
    if (after !== undefined && after !== before) changes = withEntry(changes, id, after)
  }
  return changes
}

export type { Environment }

/** Only what the result refers to is kept. */
function reachable(heap: Heap, result: FunctionResult): ReadonlyMap<number, ObjectState> {
  let kept: ReadonlyMap<number, ObjectState> = NONE
  const visit = (value: Value | null, depth: number): void => {
    if (value === null || depth > DEEPEST_KEPT) return
    for (const id of value.objects) keep(id, depth)
    const { hint } = value
    if (hint?.kind === 'function') {
      visit(hint.receiver, depth + 1)
      for (const bound of hint.bound) visit(bound, depth + 1)
    } else if (hint?.kind === 'library' && hint.details !== null) {
      visit(hint.details.receiver, depth + 1)
      for (const argument of hint.details.args) visit(argument, depth + 1)
      for (const argument of hint.details.named.values()) visit(argument, depth + 1)
    }
  }
  const keep = (id: number, depth: number): void => {
    const object = heap.get(id)
    if (object === undefined || kept.has(id)) return
    kept = withEntry(kept, id, object)
    for (const entry of object.entries.values()) visit(entry, depth + 1)
    visit(object.rest, depth + 1)
  }
  visit(result.value, 0)
  for (const exit of result.exits) visit(exit.value, 0)
  for (const effect of result.effects) {
    for (const entry of effect.entries.values()) visit(entry, 0)
    visit(effect.rest, 0)
  }
  for (const store of result.stores) visit(store.value, 0)
  for (const object of result.changes.values()) {
    for (const entry of object.entries.values()) visit(entry, 0)
    visit(object.rest, 0)
  }
  return kept
}

const DEEPEST_KEPT = 12
