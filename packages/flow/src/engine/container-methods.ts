import type { Activation } from './activation.ts'
import { membership } from './binary.ts'
import type { CallUse } from './call.ts'
import { callbackMethod } from './container-callbacks.ts'
import {
  addNames,
  beginningOf,
  deepTaints,
  dictObject,
  elementOf,
  isOwnedByCaller,
  listObject,
  makeObject,
  setMember,
} from './containers.ts'
import { joinedHead } from './header-lines.ts'
import { maskOf } from './kinds.ts'
import { joinedSegments, lastSegment } from './last-segment.ts'
import { getMember } from './members.ts'
import { nameTaints } from './parts-of-given.ts'
import type { Range } from './place.ts'
import { positionValue } from './positions.ts'
import { type ObjectState, shadowOf } from './state.ts'
import { concat } from './strings.ts'
import {
  constantValue,
  isConstant,
  joinTaints,
  joinValues,
  NO_OBJECTS,
  NO_TAINTS,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  stepped,
  type Taint,
  type Value,
} from './value.ts'

/** Methods of lists, dictionaries, sets and maps that are known here; null when the receiver is none or the method is another. */
export function containerCall(act: Activation, receiver: Value, use: CallUse): Value | null {
  if (receiver.hint !== null && receiver.hint.kind !== 'library') return null
  const objects = receiver.objects.map((id) => act.object(id)).filter((object) => object !== undefined)
  const iteration = callbackMethod(act, receiver, use, objects.length > 0)
  if (iteration !== null) return iteration
  if (objects.length === 0 && receiver.hint === null && receiver.taints.length > 0) {
    const view = viewOfTainted(act, receiver, use)
    if (view !== null) return view
  }
  if (objects.length === 0 && receiver.hint === null && grownShadow(act, receiver, use)) return NOTHING
  if (objects.length === 0 || objects.some((object) => object.shape === 'instance' || object.shape === 'shadow')) return null
  const isDict = objects.every((object) => object.shape === 'dict')
  // What a field was first set to stands for it here; the one of the caller grows too.
  if (isOwnedByCaller(act, receiver)) grownShadow(act, { ...receiver, objects: NO_OBJECTS }, use)
  return isDict ? dictCall(act, receiver, use) : listCall(act, receiver, objects, use)
}

/** Whether it is a dictionary, one that was passed included. */
export function isDict(act: Activation, value: Value): boolean {
  if (value.objects.length === 0 && value.number !== 0) return act.object(shadowOf(value.number))?.keys === 'known'
  return value.objects.length > 0 && value.objects.every((id) => act.object(id)?.shape === 'dict')
}

/** `body.items()`: whoever sent the body chose its keys too. */
export function viewOfTainted(act: Activation, receiver: Value, use: CallUse): Value | null {
  const isPython = act.frame.module.language === 'python'
  if (use.args.positional.length > 0 || (!isPython && receiver.hint !== null)) return null
  const key: Value = { ...SOME_STRING, taints: nameTaints(act, receiver.taints) }
  if (use.method === 'keys') return makeObject(act, use.instruction, 'keys', listObject([], 'list', key))
  if (use.method !== (isPython ? 'items' : 'entries')) return null
  const pair = makeObject(act, use.instruction, 'pair', listObject([key, elementOf(act, receiver, use.instruction)], 'tuple', null))
  return makeObject(act, use.instruction, 'pairs', listObject([], 'list', pair))
}

const ADDING = new Set(['append', 'push', 'add', 'extend', 'insert', 'unshift', 'appendleft', 'update', 'set'])

/** A container that the caller owns grows: nothing more is known of it here. */
function grownShadow(act: Activation, receiver: Value, use: CallUse): boolean {
  if (!ADDING.has(use.method) || receiver.number === 0) return false
  const { positional, named } = use.args
  const [first, second] = positional
  if (use.method === 'set' && second !== undefined && typeof first?.constant === 'string') setMember(act, receiver, first.constant, second)
  else if (use.method === 'extend') {
    if (first !== undefined) setMember(act, receiver, null, elementOf(act, first, use.instruction))
  } else if (use.method === 'update') {
    if (first !== undefined) merge(act, receiver, first, use.instruction)
    for (const [key, value] of named) setMember(act, receiver, key, value)
  } else for (const value of positional) setMember(act, receiver, null, value)
  return true
}

function dictCall(act: Activation, receiver: Value, use: CallUse): Value | null {
  const [first = NOTHING, second] = use.args.positional
  const key = typeof first.constant === 'string' || typeof first.constant === 'number' ? String(first.constant) : null
  switch (use.method) {
    case 'get':
    case 'pop':
    case 'setdefault': {
      if (use.method === 'setdefault' && second !== undefined)
        setMember(act, receiver, key, joinValues(getOrElement(act, receiver, key, use), second))
      const value = getOrElement(act, receiver, key, use)
      if (use.method === 'pop' && key !== null) setMember(act, receiver, key, constantValue(undefined))
      return value.constant === undefined
        ? (second ?? value)
        : second === undefined
          ? value
          : joinIfUnknown(act, receiver, key, value, second)
    }
    case 'set':
    case 'put':
      setMember(act, receiver, key, second ?? NOTHING)
      return receiver
    case 'has':
    case '__contains__':
      return membership(act, first, receiver)
    case 'update':
    case 'assign':
      merge(act, receiver, first, use.instruction)
      for (const [name, value] of use.args.named) setMember(act, receiver, name, value)
      return NOTHING
    case 'values':
      return makeObject(act, use.instruction, 'values', listObject([], 'list', elementOf(act, receiver, use.instruction)))
    case 'items':
    case 'entries':
    case '[Symbol.iterator]':
      return pairs(act, receiver, use)
    case 'keys':
      return makeObject(act, use.instruction, 'keys', listObject([], 'list', keyValue(act, receiver)))
    case 'copy':
      return copied(act, receiver, use)
    case 'clear':
      return null
    default:
      return null
  }
}

/** A key whose presence is sure does not fall back. */
function joinIfUnknown(act: Activation, receiver: Value, key: string | null, value: Value, fallback: Value): Value {
  const isSure = key !== null && receiver.objects.every((id) => act.object(id)?.entries.has(key) === true)
  return isSure ? value : joinValues(value, fallback)
}

function getOrElement(act: Activation, receiver: Value, key: string | null, use: CallUse): Value {
  if (key === null) {
    const element = elementOf(act, receiver, use.instruction)
    // Of a key that nobody knows there may be nothing, also where one thing alone is kept.
    return isConstant(element) ? joinValues(element, constantValue(undefined)) : element
  }
  const isExactMiss =
    receiver.objects.length > 0 &&
    receiver.objects.every((id) => act.object(id)?.isExact === true && act.object(id)?.entries.has(key) !== true)
  return isExactMiss && receiver.taints.length === 0 ? constantValue(undefined) : getMember(act, receiver, key, use.instruction)
}

const MASS = maskOf('mass-assignment')

/** Any key of a dictionary. */
export function keyValue(act: Activation, receiver: Value): Value {
  let taints: readonly Taint[] | null = null
  for (const id of receiver.objects) {
    const { rest, names } = act.object(id) ?? {}
    if (names !== undefined) taints = joinTaints(taints ?? NO_TAINTS, names)
    // What may still be a whole body of fields stands under keys that its sender chose.
    if (rest != null)
      taints = joinTaints(
        taints ?? receiver.taints,
        rest.taints.filter(({ cleared }) => (cleared & MASS) === 0),
      )
  }
  return taints === null ? SOME_STRING : { ...SOME_STRING, taints }
}

function pairs(act: Activation, receiver: Value, use: CallUse): Value {
  const pair = makeObject(
    act,
    use.instruction,
    'pair',
    listObject([keyValue(act, receiver), elementOf(act, receiver, use.instruction)], 'tuple', null),
  )
  return makeObject(act, use.instruction, 'pairs', listObject([], 'list', pair))
}

function copied(act: Activation, receiver: Value, use: CallUse): Value {
  const object = act.object(receiver.objects[0] ?? -1)
  return object === undefined || receiver.objects.length !== 1
    ? receiver
    : { ...makeObject(act, use.instruction, 'copy', object), taints: receiver.taints }
}

/** Entries of one container into another. */
export function merge(act: Activation, target: Value, source: Value, at: Range): void {
  const ids = source.objects.length > 0 || !isDict(act, source) ? source.objects : [shadowOf(source.number)]
  for (const id of ids) {
    const object = act.object(id)
    if (object === undefined) continue
    if (object.names !== undefined) addNames(act, target, object.names)
    if (object.rest !== null) setMember(act, target, null, object.rest)
    // Of several each may be the one that it is.
    for (const [key, value] of object.entries)
      setMember(act, target, key, ids.length > 1 ? joinValues(getMember(act, target, key, at), value) : value)
  }
  if (ids.length === 0 && source.taints.length > 0) setMember(act, target, null, elementOf(act, source, at))
}

function listCall(act: Activation, receiver: Value, objects: readonly ObjectState[], use: CallUse): Value | null {
  const [first = NOTHING, second = NOTHING] = use.args.positional
  switch (use.method) {
    case 'append':
    case 'add':
    case 'push':
    case 'appendleft':
    case 'unshift':
      for (const value of use.args.positional) grow(act, receiver, value, use.method === 'unshift' || use.method === 'appendleft')
      return use.method === 'add' ? receiver : NOTHING
    case 'insert':
      insert(act, receiver, first, second)
      return NOTHING
    case 'extend':
    case 'update':
      extend(act, receiver, first, use)
      return NOTHING
    case 'concat':
      return concatenated(act, receiver, use, isPlaced(act, receiver))
    case 'union':
      return concatenated(act, receiver, use, false)
    case 'next':
      return act.frame.module.language === 'javascript'
        ? makeObject(
            act,
            use.instruction,
            'next',
            dictObject(new Map([['value', removed(act, receiver, objects, { ...use, method: 'shift' })]]), SOME_BOOLEAN),
          )
        : elementOf(act, receiver, use.instruction)
    case 'pop':
    case 'shift':
    case 'popleft':
      return removed(act, receiver, objects, use)
    case 'includes':
    case 'has':
    case '__contains__':
      return membership(act, first, receiver)
    case 'indexOf':
    case 'lastIndexOf':
      return positionValue(membership(act, first, receiver))
    case 'join':
      joinedHead(act, receiver, first, use, use.instruction.receiver)
      return joinedSegments(act, receiver, first, joinedText(act, elementOf(act, receiver, use.instruction), first, objects, use))
    default:
      return listView(act, receiver, objects, use)
  }
}

function listView(act: Activation, receiver: Value, objects: readonly ObjectState[], use: CallUse): Value | null {
  switch (use.method) {
    case 'slice':
    case 'flat':
    case 'reverse':
    case 'sort':
    case 'copy':
    case 'toSorted':
    case 'toReversed':
    case 'splice':
      return use.method === 'copy' || (use.method === 'slice' && use.args.positional.length === 0)
        ? copied(act, receiver, use)
        : use.method === 'slice'
          ? sliced(act, receiver, objects, use)
          : (splicedOut(act, receiver, objects, use) ?? shuffled(act, receiver, use))
    case 'values':
    case 'keys':
    case '[Symbol.iterator]':
      return copied(act, receiver, use)
    case 'entries': {
      const pair = listObject([SOME_NUMBER, elementOf(act, receiver, use.instruction)], 'list', null)
      const each = makeObject(act, use.instruction, 'pair', pair)
      return makeObject(act, use.instruction, 'pairs', listObject([], 'list', each))
    }
    case 'value':
      return act.frame.module.language === 'javascript' ? receiver : null
    case 'at':
      return itemAt(act, receiver, objects, use)
    case 'count':
    case 'index':
      return { ...NOTHING, type: 'number' }
    default:
      return null
  }
}

function sliced(act: Activation, receiver: Value, objects: readonly ObjectState[], use: CallUse): Value {
  const [from, to] = use.args.positional.map((value) => (typeof value.constant === 'number' ? value.constant : undefined))
  const object = objects[0]
  if (objects.length === 1 && object !== undefined && object.length >= 0 && use.args.positional.every(isConstant)) {
    const items = Array.from({ length: object.length }, (_, index) => object.entries.get(String(index)) ?? NOTHING)
    return makeObject(act, use.instruction, 'slice', listObject(items.slice(from, to), 'list', null))
  }
  return shuffled(act, receiver, use)
}

/** `items.splice(1, 1)` of a list that is known; null for others. */
function splicedOut(act: Activation, receiver: Value, [object]: readonly ObjectState[], use: CallUse): Value | null {
  const [id] = receiver.objects
  const [start, count, ...inserted] = use.args.positional
  if (use.method !== 'splice' || id === undefined || receiver.objects.length > 1 || !object?.isExact || object.length < 0) return null
  if (typeof start?.constant !== 'number' || (count !== undefined && typeof count.constant !== 'number') || use.args.spread !== null)
    return null
  const items = Array.from({ length: object.length }, (_, index) => object.entries.get(String(index)) ?? NOTHING)
  const taken = items.splice(start.constant, typeof count?.constant === 'number' ? count.constant : items.length, ...inserted)
  act.setObject(id, listObject(items, 'list', null))
  return makeObject(act, use.instruction, 'spliced', listObject(taken, 'list', null))
}

/** The same elements at places that are not known. */
function shuffled(act: Activation, receiver: Value, use: CallUse): Value {
  const element = elementOf(act, receiver, use.instruction)
  for (const id of receiver.objects) {
    const object = act.object(id)
    if (object !== undefined && ['sort', 'reverse', 'splice'].includes(use.method)) act.setObject(id, listObject([], 'list', element))
  }
  return makeObject(act, use.instruction, 'shuffled', listObject([], 'list', element))
}

function grow(act: Activation, receiver: Value, value: Value, isInFront: boolean): void {
  for (const id of receiver.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    if (receiver.objects.length > 1 || object.length < 0 || object.length >= 64) {
      if (isInFront || object.shape === 'shadow') setMember(act, { ...NOTHING, objects: [id] }, null, value)
      else act.setObject(id, grownBehind(object, value))
      continue
    }
    const items = Array.from({ length: object.length }, (_, index) => object.entries.get(String(index)) ?? NOTHING)
    act.setObject(id, listObject(isInFront ? [value, ...items] : [...items, value], object.shape === 'set' ? 'set' : 'list', null))
  }
}

/** `items.insert(1, value)`: what stands before keeps its place, what follows moves on; in a loop nobody knows how far. */
function insert(act: Activation, receiver: Value, { constant: at }: Value, value: Value): void {
  for (const id of receiver.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    const { items, rest } = beginningOf(object)
    const isKnown = typeof at === 'number' && at >= 0 && at <= items.length && receiver.objects.length === 1 && !act.isRepeating
    if (!isKnown || object.shape !== 'list') setMember(act, { ...NOTHING, objects: [id] }, null, value)
    else {
      const moved = listObject([...items.slice(0, at), value, ...items.slice(at)], 'list', rest)
      act.setObject(id, object.isExact ? moved : { ...moved, length: -1, isExact: false })
    }
  }
}

function extend(act: Activation, receiver: Value, more: Value, use: CallUse): void {
  const object = more.objects.length === 1 ? act.object(more.objects[0] ?? -1) : undefined
  if (object !== undefined && object.length >= 0 && object.length <= 32) {
    for (let index = 0; index < object.length; index++) grow(act, receiver, object.entries.get(String(index)) ?? NOTHING, false)
    return
  }
  const element = elementOf(act, more, use.instruction)
  for (const id of receiver.objects) {
    const list = act.object(id)
    if (list !== undefined && list.shape !== 'shadow') act.setObject(id, grownBehind(list, element))
    else setMember(act, { ...NOTHING, objects: [id] }, null, element)
  }
}

/** What is added behind the others leaves those that were there at their places. */
const grownBehind = (object: ObjectState, value: Value): ObjectState => ({
  ...object,
  rest: object.rest === null ? value : joinValues(object.rest, value),
  length: -1,
  isExact: false,
})

/** Whether the items of a list have places: those of a set of Python stand in no order. */
const isPlaced = (act: Activation, { objects }: Value): boolean =>
  objects.length === 1 && objects.every((id) => act.frame.module.language === 'javascript' || act.object(id)?.shape !== 'set')

/** `items.at(-1)`. */
function itemAt(act: Activation, receiver: Value, [object]: readonly ObjectState[], use: CallUse): Value {
  const at = use.args.positional[0]?.constant
  if (typeof at !== 'number' || object === undefined || receiver.objects.length > 1) return elementOf(act, receiver, use.instruction)
  if (at >= 0) return object.entries.get(String(at)) ?? elementOf(act, receiver, use.instruction)
  return object.isExact && object.length >= 0
    ? (object.entries.get(String(object.length + at)) ?? constantValue(undefined))
    : at === -1
      ? lastSegment(act, receiver, elementOf(act, receiver, use.instruction))
      : elementOf(act, receiver, use.instruction)
}

/** One list behind the other: the items of the first keep their places. */
function concatenated(act: Activation, receiver: Value, use: CallUse, isInOrder: boolean): Value {
  const list = isInOrder ? act.object(receiver.objects[0] ?? -1) : undefined
  const { items, rest: others } = list === undefined ? { items: [], rest: elementOf(act, receiver, use.instruction) } : beginningOf(list)
  let rest = list !== undefined && receiver.taints.length > 0 ? elementOf(act, receiver, use.instruction) : others
  for (const value of use.args.positional) {
    const more = value.objects.length > 0 || value.taints.length > 0 ? elementOf(act, value, use.instruction) : value
    rest = rest === null ? more : joinValues(rest, more)
  }
  return makeObject(act, use.instruction, 'concat', listObject(items, 'list', rest))
}

/** Takes an item out of a list: the one at that place where it is known, else any. */
export function removed(act: Activation, receiver: Value, objects: readonly ObjectState[], use: CallUse): Value {
  const object = objects[0]
  const id = receiver.objects[0]
  const position = use.args.positional[0]?.constant
  const isFirst = use.method !== 'pop' || position === 0
  if (objects.length !== 1 || object === undefined || id === undefined || (object.length <= 0 && !isFirst)) {
    const taken = elementOf(act, receiver, use.instruction)
    return isFirst || (position !== undefined && position !== -1) ? taken : lastSegment(act, receiver, taken)
  }
  if (object.length <= 0) return firstTaken(act, receiver, id, object, use)
  if (use.method === 'pop' && position !== undefined && typeof position !== 'number') return elementOf(act, receiver, use.instruction)
  const items = Array.from({ length: object.length }, (_, index) => object.entries.get(String(index)) ?? NOTHING)
  const at = isFirst ? 0 : typeof position === 'number' && position > 0 ? position : items.length - 1
  const [taken = NOTHING] = items.splice(at, 1)
  act.setObject(id, listObject(items, 'list', null))
  return taken
}

/** The first of a list of which only the beginning is known. */
function firstTaken(act: Activation, receiver: Value, id: number, object: ObjectState, use: CallUse): Value {
  const taken = object.shape === 'list' ? object.entries.get('0') : undefined
  if (taken === undefined) return elementOf(act, receiver, use.instruction)
  const entries = new Map<string, Value>()
  for (let index = 1; object.entries.has(String(index)); index++)
    entries.set(String(index - 1), object.entries.get(String(index)) ?? NOTHING)
  let { rest } = object
  for (const [key, value] of object.entries)
    if (key !== '0' && !entries.has(String(Number(key) - 1))) rest = rest === null ? value : joinValues(rest, value)
  act.setObject(id, { ...object, entries, rest, isExact: false })
  return taken
}

function joinedText(act: Activation, element: Value, separator: Value, objects: readonly ObjectState[], use: CallUse): Value {
  const object = objects[0]
  if (
    objects.length === 1 &&
    object !== undefined &&
    object.isExact &&
    object.length >= 0 &&
    [...object.entries.values()].every((entry) => isConstant(entry))
  ) {
    const text = typeof separator.constant === 'string' ? separator.constant : ','
    return constantValue(
      Array.from({ length: object.length }, (_, index) => String(object.entries.get(String(index))?.constant)).join(text),
    )
  }
  if (objects.length === 1 && object !== undefined && object.isExact && object.length > 0) {
    const between = separator === NOTHING ? constantValue(',') : separator
    const pieces = Array.from({ length: object.length }, (_, index) => object.entries.get(String(index)) ?? NOTHING)
    return concat(
      act,
      pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece])),
      use.instruction,
    )
  }
  return { ...SOME_STRING, taints: stepped(deepTaints(act, element), act.frame, use.instruction, 'joined into a string') }
}
