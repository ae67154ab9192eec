import { tableOf } from '../../table-of.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { wholeTaints } from '../conditions/objects.ts'
import { merge } from '../container-methods.ts'
import { dictObject, elementOf, listObject, makeObject, setMember } from '../containers.ts'
import { factsFor } from '../facts-for.ts'
import { clearReflection, isOfParameter, isSession, trustedWhole } from '../indexing.ts'
import { itemsInOrder } from '../items-in-order.ts'
import { itemOf } from '../iterated.ts'
import { ALL_KINDS, CHOSEN_MEMBER, maskOf } from '../kinds.ts'
import { getMember, taintsOfRow } from '../members.ts'
import { mergedDicts } from '../merged-dicts.ts'
import { mergesRecursively } from '../merges-recursively.ts'
import { nameTaints } from '../parts-of-given.ts'
import { leaveAll } from '../shared-state.ts'
import { useSink } from '../sinks.ts'
import type { ObjectState } from '../state.ts'
import { functionHints } from '../unknown-call.ts'
import {
  clearTaints,
  joinTaints,
  joinValues,
  NO_TAINTS,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  type Taint,
  type Value,
} from '../value.ts'
import { first } from './special-call.ts'

export function objectAssign(act: Activation, use: CallUse): Value {
  const [target = NOTHING, ...sources] = use.args.positional
  if (isRecord(target) && !isSession(target))
    for (const source of sources)
      useSink(act, { kind: 'mass-assignment', cwe: 915, name: 'Object.assign' }, wholeTaints(act, source), use.instruction)
  trustedWhole(act, target, sources, use.instruction)
  for (const source of sources) merge(act, target, source, use.instruction)
  if (target.hint?.kind === 'library') for (const source of sources) leaveAll(act, target.hint.name, source)
  let taints = target.taints
  for (const source of sources) taints = joinTaints(taints, source.taints)
  return { ...target, taints }
}

/** `session.update(request.form)`; the models know the rest. */
export function sessionUpdate(act: Activation, use: CallUse): undefined {
  if (use.receiver !== null) trustedWhole(act, use.receiver, [use.args.positional[0], use.args.spreadNamed], use.instruction)
}

/** `Object.defineProperty(o, 'name', { value })` gives the object, with that field. */
export function definedProperty(act: Activation, use: CallUse): Value {
  const [object = NOTHING, name = NOTHING, descriptor = NOTHING] = use.args.positional
  if (typeof name.constant === 'string' && descriptor.objects.some((id) => act.object(id)?.entries.has('value') === true))
    setMember(act, object, name.constant, getMember(act, descriptor, 'value', use.instruction))
  return object
}

/** A record that a library loaded, or a row that was stored, takes every field of the body. */
function isRecord({ hint, objects, taints }: Value): boolean {
  if (objects.length > 0) return false
  return hint?.kind === 'library' || taints.some(({ label }) => label.kind === 'source' && label.model.gives === 'stored')
}

/** `Object.create(null)` has no prototype that could be reached. */
export function bareObject(act: Activation, use: CallUse): Value {
  const isBare = first(use).constant === null
  return makeObject(act, use.instruction, 'dict', { ...dictObject(new Map(), null), ...(isBare ? { keys: 'bare' as const } : {}) })
}

/** A key that the object has itself names nothing of its prototype. */
export function ownKey(act: Activation, use: CallUse): Value {
  const key = use.args.positional[use.method === 'hasOwnProperty' ? 0 : 1] ?? NOTHING
  if (key.number === 0) return SOME_BOOLEAN
  const container = (use.method === 'hasOwnProperty' ? use.receiver : use.args.positional[0]) ?? NOTHING
  const only = container.objects.length === 1 && container.taints.length === 0 ? act.object(container.objects[0] ?? -1) : undefined
  // The keys that we wrote ourselves are a list of what is allowed.
  const mask = only?.isExact && only.entries.size > 0 ? ALL_KINDS : CHOSEN_MEMBER
  return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, key.number, mask), whenFalse: [] } }
}

/** A reviver decides which keys come through. */
export function parsedText(_act: Activation, use: CallUse): Value | undefined {
  const [text = NOTHING, reviver] = use.args.positional
  if (functionHints(reviver?.hint ?? null).length === 0) return undefined
  return { ...NOTHING, taints: clearTaints(text.taints, maskOf('prototype-pollution')) }
}

/** The names of what an object has itself. */
export function ownNames(act: Activation, use: CallUse): Value {
  return makeObject(act, use.instruction, 'keys', { ...listObject([], 'list', keyOf(act, use)), keys: 'own-names' })
}

export function keyOf(act: Activation, use: CallUse): Value {
  const { taints, objects } = first(use)
  const names = objects.map((id) => act.object(id)?.names ?? NO_TAINTS).reduce(joinTaints, NO_TAINTS)
  return { ...SOME_STRING, taints: joinTaints(nameTaints(act, taints), names) }
}

const MASS = maskOf('mass-assignment')

/** The value of a pair; under keys of ours there are no fields that nobody named. */
export function entryValue(act: Activation, pair: Value, use: CallUse): Value {
  if (pair.objects.length === 0) return elementOf(act, pair, use.instruction)
  const [key, value] = ['0', '1'].map((index) => getMember(act, pair, index, use.instruction))
  if (key === undefined || value === undefined) return NOTHING
  return key.taints.every((taint) => (taint.cleared & MASS) !== 0 || isListOfNames(taint, value))
    ? { ...value, taints: clearTaints(value.taints, MASS) }
    : value
}

/** `pick(source, names)`: the names come by another parameter than what is taken from; no caller hands over those of the request. */
function isListOfNames({ label }: Taint, value: Value): boolean {
  if (label.kind !== 'parameter') return false
  // The name that chose the value is in it as well.
  const taken = value.taints.filter((taint) => !isOfParameter(taint, label))
  return taken.length > 0 && taken.every((taint) => taint.label.kind === 'parameter')
}

export function entriesOf(act: Activation, use: CallUse): Value {
  const object = first(use)
  const pair = makeObject(
    act,
    use.instruction,
    'pair',
    listObject([keyOf(act, use), elementOf(act, object, use.instruction)], 'tuple', null),
  )
  return makeObject(act, use.instruction, 'entries', listObject([], 'list', pair))
}

/** `new Map(pairs)`: by its keys where they are written out. */
export function makeMap(act: Activation, use: CallUse): Value {
  const [given] = use.args.positional
  if (given === undefined) return makeObject(act, use.instruction, 'map', dictObject(new Map(), null))
  const pairs = itemsInOrder(act, given)?.map((pair) => itemsInOrder(act, pair)) ?? [null]
  const entries = pairs.flatMap((pair): [string, Value][] => {
    const [key, value] = pair ?? []
    return (typeof key?.constant === 'string' || typeof key?.constant === 'number') && value !== undefined
      ? [[String(key.constant), value]]
      : []
  })
  if (entries.length === pairs.length) return makeObject(act, use.instruction, 'map', dictObject(new Map(entries), null))
  return makeObject(
    act,
    use.instruction,
    'map',
    dictObject(new Map(), elementOf(act, elementOf(act, given, use.instruction), use.instruction)),
  )
}

export function makeDict(act: Activation, use: CallUse): Value {
  const [source] = use.args.positional
  // `dict(row)` has the columns of the row, under their names.
  const row = source !== undefined && source.objects.length === 0 && taintsOfRow(source).length > 0 ? source : null
  const made = makeObject(act, use.instruction, 'dict', { ...dictObject(use.args.named, null), base: row })
  if (row === null && source !== undefined) merge(act, made, source, use.instruction)
  if (use.args.spreadNamed !== null) merge(act, made, use.args.spreadNamed, use.instruction)
  return source === undefined ? made : { ...made, taints: source.taints }
}

/** `ChainMap(first, second)`: what the first of them has stands. */
export function chainedMaps(act: Activation, use: CallUse): Value | undefined {
  return mergedDicts(act, [...use.args.positional].reverse(), 'chain', use.instruction) ?? undefined
}

export function copyList(act: Activation, use: CallUse): Value {
  const source = first(use)
  if (use.args.positional.length === 0) return makeObject(act, use.instruction, 'list', listObject([], 'list', null))
  const object = source.objects.length === 1 ? act.object(source.objects[0] ?? -1) : undefined
  // The items of a set of Python stand in no order.
  if (object?.shape === 'set' && act.frame.module.language === 'python' && object.entries.size > 1)
    return makeObject(act, use.instruction, 'list', listObject([], 'list', elementOf(act, source, use.instruction)))
  if (object !== undefined && (object.shape === 'list' || object.shape === 'tuple' || object.shape === 'set'))
    return makeObject(act, use.instruction, 'list', object)
  const element = itemOf(act, source, use.instruction)
  const callbacks = functionHints(use.args.positional[1]?.hint ?? null)
  const mapped = callbacks.map(
    (callback) => callFunction(act, callback, { ...NO_ARGUMENTS, positional: [element] }, use.instruction) ?? NOTHING,
  )
  return makeObject(act, use.instruction, 'list', listObject([], 'list', mapped[0] ?? element))
}

/** `reversed(items)`: the same, from behind. */
export function reversedList(act: Activation, use: CallUse): Value {
  const copy = copyList(act, use)
  return rearranged(act, copy, use, (object) => (object.isExact && object.length >= 0 ? [...object.entries.values()].reverse() : null))
}

/** `sorted(items)`: which of them comes first is not known. */
export const sortedList = (act: Activation, use: CallUse): Value =>
  rearranged(act, copyList(act, use), use, ({ entries }) => (entries.size > 1 ? null : [...entries.values()]))

function rearranged(
  act: Activation,
  list: Value,
  { instruction }: CallUse,
  order: (object: ObjectState) => readonly Value[] | null,
): Value {
  for (const id of list.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    const items = order(object)
    if (items === null) act.setObject(id, listObject([], 'list', elementOf(act, list, instruction)))
    else act.setObject(id, listObject(items, 'list', object.rest))
  }
  return list
}

export function getAttribute(act: Activation, use: CallUse): Value | undefined {
  const [object = NOTHING, name = NOTHING, fallback] = use.args.positional
  if (typeof name.constant !== 'string') {
    const isOurs = object.hint !== null && object.hint.kind !== 'function'
    return isOurs && name.taints.length > 0 ? { ...NOTHING, taints: clearReflection(name) } : undefined
  }
  const value = getMember(act, object, name.constant, use.instruction)
  return fallback === undefined ? value : joinValues(value, fallback)
}

/** `globals().get(name)`. */
export function chosenByName(_act: Activation, use: CallUse): Value {
  return { ...NOTHING, taints: clearReflection(first(use)) }
}

export function setAttribute(act: Activation, use: CallUse): Value | undefined {
  const [object = NOTHING, name = NOTHING, value = NOTHING] = use.args.positional
  // `__class__` and `__init__.__globals__` lead from any object to what all objects share.
  if (name.taints.length > 0 && mergesRecursively(act.frame.module, act.frame.function))
    useSink(act, { kind: 'prototype-pollution', cwe: 1321, name: 'setattr' }, name.taints, use.instruction)
  setMember(act, object, typeof name.constant === 'string' ? name.constant : null, value)
  return undefined
}

/** `enumerate(rows)`: pairs of a number and an item. */
export function numbered(act: Activation, use: CallUse): Value {
  const item = itemOf(act, first(use), use.instruction)
  const pair = makeObject(act, use.instruction, 'pair', listObject([SOME_NUMBER, item], 'tuple', null))
  return makeObject(act, use.instruction, 'numbered', listObject([], 'list', pair))
}

/** `defaultdict(list)`: a key that is not there yet gets a container of its own; those that nobody named are one here. */
export function filledByItself(act: Activation, use: CallUse): Value {
  const factory = use.args.positional[0]?.hint
  const made = factory?.kind === 'library' ? FILLERS[factory.name] : undefined
  const rest = made === undefined ? NOTHING : makeObject(act, use.instruction, 'filler', made())
  return makeObject(act, use.instruction, 'dict', dictObject(new Map(), rest))
}

const FILLERS = tableOf<() => ObjectState>({
  list: () => listObject([], 'list', null),
  set: () => listObject([], 'set', null),
  dict: () => dictObject(new Map(), null),
  'collections.deque': () => listObject([], 'list', null),
})

/** `Promise.allSettled(...)`: what each gave stands under `value`. */
export function settled(act: Activation, use: CallUse): Value {
  const value = elementOf(act, use.args.positional[0] ?? NOTHING, use.instruction)
  const each = makeObject(act, use.instruction, 'settled', dictObject(new Map([['value', value]]), NOTHING))
  return makeObject(act, use.instruction, 'all', listObject([], 'list', each))
}
