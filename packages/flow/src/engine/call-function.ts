import type { Parameter } from '../ir/ir.ts'
import { withEntry } from '../none.ts'
import type { Activation } from './activation.ts'
import { applyResult } from './apply-result.ts'
import { deepTaints, elementOf, listObject, makeObject } from './containers.ts'
import { denotedValue } from './denoted-value.ts'
import type { Engine } from './engine.ts'
import { DEEPEST_STACK } from './engine.ts'
import type { Environment } from './environment.ts'
import { getMember, taintsOfRow } from './members.ts'
import { namedRest } from './named-rest.ts'
import { outerVariables } from './outer-variables.ts'
import { isSlowPattern, patternOfHint } from './pattern-of.ts'
import type { Range } from './place.ts'
import type { Exit, FunctionResult } from './result.ts'
import { runFunction } from './run-function.ts'
import { SCHEMA_NAME } from './schemas.ts'
import { shadowOf } from './state.ts'
import { constantValue, type Fact, type Hint, joinTaints, joinValues, NOT_CONSTANT, NOTHING, type Value } from './value.ts'

/** Arguments as values; spreads are joined. */
export interface CallArguments {
  readonly positional: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
  /** Spread positional arguments come after the positional ones. */
  readonly spread: Value | null
  readonly spreadNamed: Value | null
  /** Whether others may call with more than is given here; parameters that are not given are then unknown, not absent. */
  readonly isOpen?: boolean
}

export const NO_ARGUMENTS: CallArguments = { positional: [], named: new Map(), spread: null, spreadNamed: null }

export type FunctionHint = Hint & { kind: 'function' }

/** What callers pass: the receiver and one value for each parameter; null where nothing is known. */
export interface Actuals {
  readonly receiver: Value | null
  readonly parameters: readonly (Value | null)[]
  readonly isOpen: boolean
}

/** Calls a function of the program: its result in this context, brought into the caller's terms; null when it never returns. */
export function callFunction(act: Activation, hint: FunctionHint, args: CallArguments, at: Range): Value | null {
  const { engine } = act
  const actuals = bindArguments(act, hint, args, at)
  const isTooDeep = engine.depth > DEEPEST_CALLS || engine.below + engine.depth > DEEPEST_STACK
  const because = isTooDeep ? 'calls are nested too deeply' : engine.exhausted()
  if (because !== null) {
    engine.limit(hint.module, hint.function, because)
    return unknownResult(act, actuals)
  }
  syncEnvironment(act)
  const result = runFunction(engine, hint, contextOf(act, hint, actuals))
  const standsIn = act.frame.function.parent > 0
  const { value, exits } = applyResult(act, result, actuals, hint, at, standsIn)
  if (exits.length > 0) act.innerExits = withEntry(act.innerExits, at, inFrame(result, exits))
  return result.returns || result.isRunning ? value : null
}

/** The same, with each way out of the function by itself. */
export function callWithExits(act: Activation, hint: FunctionHint, args: CallArguments, at: Range): readonly Exit[] {
  const actuals = bindArguments(act, hint, args, at)
  const result = runFunction(act.engine, hint, contextOf(act, hint, actuals))
  return applyResult(act, result, actuals, hint, at, true).exits
}

function inFrame({ frame }: FunctionResult, exits: readonly Exit[]): readonly Exit[] {
  return exits.map((exit) => ({ ...exit, frame: exit.frame ?? frame }))
}

const DEEPEST_CALLS = 48

export function unknownResult(act: Activation, actuals: Actuals): Value {
  let taints = actuals.receiver?.taints ?? []
  for (const value of actuals.parameters) if (value !== null) taints = joinTaints(taints, deepTaints(act, value))
  return { ...NOTHING, taints }
}

/** Inner functions that run now see the variables as they are now. */
export function syncEnvironment(act: Activation): void {
  const { environment } = act
  if (environment === null) return
  let changed = false
  for (const slot of act.frame.function.captured) {
    const value = capturedValue(act, slot)
    const known = environment.cells.get(slot)
    if (value === NOTHING && known === undefined) continue
    if (known === value) continue
    environment.cells.set(slot, value)
    changed = true
  }
  environment.heap = act.sharedHeap()
  if (changed) environment.version++
}

const captured = new WeakMap<Value, Value>()

/** Parameters share their low numbers with those of other functions: captured ones go by the number of their variable. */
function capturedValue(act: Activation, slot: number): Value {
  const value = act.read(slot)
  if (value.number === 0 || act.engine.numbers.path(value.number) === null) return value
  const known = captured.get(value)
  if (known !== undefined) return known
  const mine = { ...value, number: act.engine.numbers.slot(act.frame.function, slot) }
  captured.set(value, mine)
  return mine
}

function bindArguments(act: Activation, hint: FunctionHint, args: CallArguments, at: Range): Actuals {
  const callee = hint.function
  const named = new Map(args.named)
  const positional = hint.bound.length === 0 ? [...args.positional] : [...hint.bound, ...args.positional]
  const parameters: (Value | null)[] = []
  const spread = spreadItems(act, args.spread, at)
  for (const [index, parameter] of callee.parameters.entries()) {
    if (parameter.slot === callee.selfSlot) {
      // Called through the class (`Base.save(obj)`) or as a plain function: the receiver is the first argument.
      if (hint.receiver === null && callee.selfSlot >= 0 && !callee.isStatic) parameters.push(positional.shift() ?? null)
      else parameters.push(hint.receiver)
      continue
    }
    parameters.push(bindOne(act, hint, parameter, index, positional, named, { ...args, nextSpread: spread }, at))
  }
  return { receiver: hint.receiver ?? null, parameters, isOpen: args.isOpen === true || args.spread !== null || args.spreadNamed !== null }
}

/**
 * The items of what is spread, one for each parameter that takes one: those of a list that this function was given itself are told apart by
 * their places, `def read(fn, *args): fn(conn, *args)`, those of others are not.
 */
function spreadItems(act: Activation, spread: Value | null, at: Range): () => Value {
  if (spread === null) return () => NOTHING
  const isGiven = isGivenList(act, spread)
  let place = 0
  return () => {
    const item = isGiven ? getMember(act, spread, String(place), at) : elementOf(act, spread, at)
    place += 1
    return item
  }
}

/** A list that the callers know, of which nothing was read or written here. */
const isGivenList = (act: Activation, { number, objects }: Value): boolean =>
  number !== 0 && objects.length === 0 && act.object(shadowOf(number)) === undefined

interface BoundArguments extends CallArguments {
  readonly nextSpread: () => Value
}

function bindOne(
  act: Activation,
  hint: FunctionHint,
  parameter: Parameter,
  index: number,
  positional: Value[],
  named: Map<string, Value>,
  args: BoundArguments,
  at: Range,
): Value | null {
  if (parameter.kind === 'rest') {
    if (positional.length === 0 && args.spread !== null && isGivenList(act, args.spread)) return args.spread
    // All that was passed, whatever has a name of its own too.
    if (parameter.name === 'arguments') positional.splice(0, positional.length, ...args.positional)
    return makeObject(
      act,
      at,
      `rest${index}`,
      listObject(positional.splice(0), 'list', args.spread === null ? null : elementOf(act, args.spread, at)),
    )
  }
  if (parameter.kind === 'rest-named') {
    return namedRest(act, hint.function, index, named, args.spreadNamed, at)
  }
  const given = named.get(parameter.name)
  if (given !== undefined) {
    named.delete(parameter.name)
    return given
  }
  if (parameter.kind === 'positional') {
    const next = positional.shift()
    if (next !== undefined) return next
    if (args.spread !== null) {
      const item = args.nextSpread()
      // `view(*args, **kwargs)`: one of those without a name, or what is passed on under its own.
      return args.spreadNamed === null ? item : joinValues(item, getMember(act, args.spreadNamed, parameter.name, at))
    }
  }
  if (args.spreadNamed !== null) {
    const spread = getMember(act, args.spreadNamed, parameter.name, at)
    if (spread !== NOTHING) return spread
  }
  return null
}

/** How a context is told from another, and what the callee may know of its arguments. */
export interface CallContext {
  readonly key: string
  /** The same without constants, for functions that are called in too many ways. */
  readonly shortKey: string
  /** The functions of the program among the arguments and among the variables that the function was made with; '' when there are none. */
  readonly functions: string
  readonly actuals: readonly (ContextValue | null)[]
  readonly receiver: ContextValue | null
  /** Whether a pattern that is slow on some texts is among the arguments. */
  readonly hasSlowPattern: boolean
}

export interface ContextValue {
  readonly constant: Value['constant']
  readonly prefix: string
  readonly hint: Hint | null
  readonly type: Value['type']
  readonly entries: ReadonlyMap<string, ContextValue>
  /** Whether it is a dictionary all of whose keys are known. */
  readonly isDict: boolean
  /** Whether it has no prototype. */
  readonly isBare: boolean
  /** Whether it is a resolved path. */
  readonly isResolved: boolean
  /** What the caller has found out of its members: keys, and what they are cleared of. */
  readonly facts: readonly { readonly keys: readonly string[]; readonly cleared: number; readonly weak: Fact['weak'] }[]
}

/** A function that was called so often in ways that are not told apart is not looked at call by call any more: telling them costs most of the time. */
const MOST_PLAIN_CALLS = 200
const PLAIN: CallContext = { key: '', shortKey: '', functions: '', actuals: [], receiver: null, hasSlowPattern: false }

function contextOf(act: Activation, hint: FunctionHint, actuals: Actuals): CallContext {
  const callee = hint.function
  if ((act.engine.plainCalls.get(callee) ?? 0) > MOST_PLAIN_CALLS) return PLAIN
  const keys: string[] = []
  const shortKeys: string[] = []
  let visited = 0
  const described = (value: Value): Described => {
    const budget = { left: MOST_VISIBLE }
    const found = describe(act, value, 2, budget)
    visited += MOST_VISIBLE - budget.left
    return found
  }
  const contextValues = actuals.parameters.map((value, index) => {
    const parameter = callee.parameters[index]
    if (parameter?.slot === callee.selfSlot && callee.selfSlot >= 0) return null
    const actual = value ?? (actuals.isOpen ? null : defaultValue(act, hint, parameter))
    if (actual === null) return null
    const { key, shortKey, value: visible } = described(actual)
    keys.push(`${index}${key}`)
    shortKeys.push(`${index}${shortKey}`)
    return visible
  })
  const receiver =
    actuals.receiver ??
    (callee.selfSlot >= 0 ? (actuals.parameters[callee.parameters.findIndex((p) => p.slot === callee.selfSlot)] ?? null) : null)
  const self = receiver === null ? null : described(receiver)
  act.engine.steps += 1 + (visited >> 3)
  const environment = environmentKey(hint, act.engine.changedOften)
  return {
    key: `${environment}|${self?.key ?? ''}|${keys.join('|')}`,
    shortKey: `${environment}|${self?.shortKey ?? ''}|${shortKeys.join('|')}`,
    functions: functionsOf(contextValues) + capturedFunctions(hint),
    actuals: contextValues,
    receiver: self?.value ?? null,
    hasSlowPattern: contextValues.some((value) => value !== null && isSlowPattern(value)),
  }
}

/** The variables of enclosing functions, as far as the function reads them. */
function environmentKey({ module, function: owner, environment }: FunctionHint, changedOften: Engine['changedOften'] | null): string {
  let key = ''
  for (let at: Environment | null = environment; at !== null; at = at.parent) {
    if (at.parent === null) key += `${at.isComplete ? 'm1' : 'm0'}${changedOften?.get(module) ?? ''}`
    else {
      const read = outerVariables(module, owner)
      if (read === 'all' || read.has(at.function.index)) key += `e${at.id}.${at.version}`
    }
  }
  return key
}

const DEEPEST_CAPTURED = 4
/** Wrappers stand in front of a handful of functions; a scope that holds more of them is told by what comes first. */
const MOST_CAPTURED = 32

/** Functions of the program are told apart with those that they were made with in turn: one wrapper in front of another. */
function functionsOf(values: Iterable<{ readonly hint: Hint | null } | null>): string {
  const found: string[] = []
  for (const value of values) if (value?.hint?.kind === 'function') addFunction(found, value.hint, 0)
  return found.join('')
}

function addFunction(found: string[], hint: FunctionHint, depth: number): void {
  found.push(`f${identityOf(hint.function)}`)
  addCaptured(found, hint, depth + 1)
}

/** Those among the variables that a function was made with. */
function capturedFunctions(hint: FunctionHint): string {
  const found: string[] = []
  addCaptured(found, hint, 0)
  return found.join('')
}

function addCaptured(found: string[], { module, function: owner, environment }: FunctionHint, depth: number): void {
  if (environment === null || environment.parent === null || depth > DEEPEST_CAPTURED) return
  const read = outerVariables(module, owner)
  for (let at: Environment | null = environment; at !== null && at.parent !== null; at = at.parent) {
    if (read !== 'all' && !read.has(at.function.index)) continue
    found.push('(')
    for (const { hint } of at.cells.values()) {
      if (found.length > MOST_CAPTURED) break
      // Functions that stand in that very scope were made with what is in it.
      if (hint?.kind === 'function' && hint.environment !== at) addFunction(found, hint, depth)
    }
    found.push(')')
  }
}

/** A parameter that was not passed has its default; in JavaScript it is undefined, and the body computes the default. */
function defaultValue(act: Activation, hint: FunctionHint, parameter: Parameter | undefined): Value | null {
  if (parameter === undefined || (parameter.kind !== 'positional' && parameter.kind !== 'named-only')) return null
  if (hint.module.language === 'javascript') return constantValue(undefined)
  if (parameter.defaultValue === null) return null
  const owner = hint.module.functions[parameter.defaultValue.function]
  if (owner === undefined) return null
  return denotedValue(act, act.engine.denoter.denote({ module: hint.module, function: owner }, parameter.defaultValue.slot), null)
}

interface Described {
  readonly key: string
  readonly shortKey: string
  readonly value: ContextValue
}

function describe(act: Activation, value: Value, depth: number, budget: { left: number }): Described {
  const { constant } = value
  let key = ''
  if (constant !== NOT_CONSTANT && (typeof constant !== 'string' || constant.length <= 60 || isSlowPattern(value)))
    key = `=${typeof constant}${typeof constant === 'object' && constant !== null ? JSON.stringify(constant) : String(constant)}`
  let shortKey = value.hint === null ? '' : hintKey(value.hint)
  if (value.type !== '' && key === '') shortKey += value.type
  let entries: Map<string, ContextValue> | null = null
  if (depth > 0) {
    for (const [name, entry] of visibleEntries(act, value)) {
      if (budget.left-- <= 0) break
      const part = describe(act, entry, depth - 1, budget)
      // What was assigned to a member of a framework's object stands in front of what the framework gives.
      if (part.key === '' && value.hint?.kind !== 'library') continue
      if (typeof entry.constant === 'string' && taintsOfRow(value).length > 0) continue
      entries ??= new Map()
      entries.set(name, part.value)
      key += `{${name}${part.key}}`
      if (part.shortKey !== '') shortKey += `{${name}${part.shortKey}}`
    }
  }
  const only = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  const dict = value.taints.length === 0 ? only : undefined
  const isDict = dict !== undefined && dict.rest === null && (dict.shape === 'dict' || dict.keys === 'known')
  const isBare = only?.keys === 'bare'
  if (isDict) shortKey += 'd'
  if (isBare) shortKey += 'b'
  const isResolved = act.isResolvedPath(value.number)
  if (isResolved) shortKey += 'p'
  const facts = memberFacts(act, value)
  for (const fact of facts) key += `!${fact.keys.join('.')}:${fact.cleared}`
  key = shortKey + key
  return {
    key,
    shortKey,
    value: {
      constant: key.includes('=') || constant === NOT_CONSTANT ? constant : NOT_CONSTANT,
      prefix: value.prefix,
      hint: value.hint,
      type: value.type,
      entries: entries ?? NO_ENTRIES,
      isDict,
      isBare,
      isResolved,
      facts,
    },
  }
}

/** Conditions that hold for members of an argument go with it into the call. */
function memberFacts(act: Activation, value: Value): ContextValue['facts'] {
  const { facts } = act.state
  if (facts.size === 0 || value.number === 0) return NO_MEMBER_FACTS
  let ofMembers = factsOfMembers.get(facts)
  if (ofMembers === undefined) {
    ofMembers = collectMemberFacts(act, facts)
    factsOfMembers.set(facts, ofMembers)
  }
  return ofMembers.get(value.number) ?? NO_MEMBER_FACTS
}

type MemberFact = ContextValue['facts'][number]

/** By the number of the value whose members they speak of; a map of facts is not changed once it is in use. */
const factsOfMembers = new WeakMap<ReadonlyMap<number, Fact>, ReadonlyMap<number, readonly MemberFact[]>>()
const DEEPEST_MEMBER = 4

function collectMemberFacts(act: Activation, facts: ReadonlyMap<number, Fact>): ReadonlyMap<number, readonly MemberFact[]> {
  act.count(facts.size >> 3)
  const found = new Map<number, MemberFact[]>()
  for (const { number, cleared, weak } of facts.values()) {
    let keys: readonly string[] = []
    let at = number
    for (let depth = 0; depth < DEEPEST_MEMBER; depth++) {
      const parent = act.engine.numbers.parent(at)
      if (parent === undefined) break
      keys = [parent.key, ...keys]
      at = parent.base
      const known = found.get(at)
      if (known === undefined) found.set(at, [{ keys, cleared, weak }])
      else known.push({ keys, cleared, weak })
    }
  }
  return found
}

const NO_ENTRIES: ContextValue['entries'] = new Map()
const NO_MEMBER_FACTS: ContextValue['facts'] = []

const MOST_VISIBLE = 24

function visibleEntries(act: Activation, value: Value): Iterable<[string, Value]> {
  const id =
    value.objects.length === 1 ? value.objects[0] : value.number !== 0 && value.objects.length === 0 ? shadowOf(value.number) : undefined
  const object = id === undefined ? undefined : act.object(id)
  if (object === undefined) return []
  return object.entries
}

const identities = new WeakMap<object, number>()
let nextIdentity = 1

function identityOf(object: object): number {
  let id = identities.get(object)
  if (id === undefined) {
    id = nextIdentity++
    identities.set(object, id)
  }
  return id
}

function hintKey(hint: Hint): string {
  switch (hint.kind) {
    case 'library':
      return `l${hint.name}${isSlowPattern({ constant: NOT_CONSTANT, hint }) ? patternOfHint(hint)?.source : ''}${schemaKey(hint)}`
    case 'module':
      return `m${hint.module.file}`
    case 'function':
      return `f${identityOf(hint.function)}.${environmentKey(hint, null)}`
    case 'class':
    case 'instance':
      return `${hint.kind === 'class' ? 'c' : 'i'}${identityOf(hint.class)}`
    case 'choice':
      return hint.hints.map(hintKey).join('/')
  }
}

/** Schemas of one library are told apart by how they were made: a function that checks by them gives back what each lets through. */
function schemaKey({ name, details }: Hint & { kind: 'library' }): string {
  return details !== null && SCHEMA_NAME.test(name) ? `#${identityOf(details)}` : ''
}
