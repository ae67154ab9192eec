import type { Activation } from './activation.ts'
import { ALL_KINDS, maskOf } from './kinds.ts'
import type { Range } from './place.ts'
import { memberTaints } from './source-taints.ts'
import { type ObjectState, shadowOf, withFacts } from './state.ts'
import { clearTaints, joinTaints, joinValues, NO_OBJECTS, NO_TAINTS, NOTHING, type Taint, type Value } from './value.ts'

/** A container in a field of what the caller passed. */
export function isOwnedByCaller({ engine }: Activation, value: Value): boolean {
  return value.number !== 0 && value.objects.length > 0 && (engine.numbers.path(value.number)?.keys.length ?? 0) > 0
}

/** Writes `value.key`. */
export function setMember(act: Activation, target: Value, key: string | null, stored: Value): void {
  if (act.state.facts.size > 0) forgetMembers(act, target, key)
  const ids = target.objects.length > 0 ? target.objects : target.number === 0 ? [] : [shadowOf(target.number)]
  for (const id of ids) {
    const object = act.object(id) ?? {
      shape: 'shadow' as const,
      entries: new Map<string, Value>(),
      rest: null,
      length: -1,
      isExact: false,
      base: { ...target, objects: NO_OBJECTS },
    }
    act.setObject(id, writeEntry(object, key, stored, ids.length > 1))
  }
}

/** What was found out of a field says nothing of what is written there now. */
function forgetMembers(act: Activation, { number, objects }: Value, key: string | null): void {
  const keys = key !== null ? [key] : objects.flatMap((id) => [...(act.object(id)?.entries.keys() ?? [])])
  for (const one of keys) act.forget(act.engine.numbers.member(number, one))
}

/** Keys that are not known carry that. */
export function addNames(act: Activation, { objects }: Value, taints: readonly Taint[]): void {
  for (const id of taints.length === 0 ? NO_OBJECTS : objects) {
    const object = act.object(id)
    if (object !== undefined) act.setObject(id, { ...object, names: joinTaints(object.names ?? NO_TAINTS, taints) })
  }
}

export function writeEntry(object: ObjectState, key: string | null, stored: Value, isWeak: boolean): ObjectState {
  if (key === null) {
    return {
      ...object,
      rest: object.rest === null ? stored : joinValues(object.rest, stored),
      isExact: false,
      length: -1,
      entries: weakened(object.entries, stored),
    }
  }
  const entries = new Map(object.entries)
  const old = entries.get(key)
  if (old === undefined && entries.size >= MOST_ENTRIES)
    return { ...object, rest: object.rest === null ? stored : joinValues(object.rest, stored), isExact: false }
  entries.set(key, isWeak && old !== undefined ? joinValues(old, stored) : stored)
  const grown = object.length >= 0 && /^\d+$/.test(key) && Number(key) >= object.length
  return { ...object, entries, length: grown ? -1 : object.length }
}

/** A container with more keys than this is known no further by key. */
const MOST_ENTRIES = 128

/** After a write under an unknown key every entry may be that value. */
function weakened(entries: ReadonlyMap<string, Value>, stored: Value): ReadonlyMap<string, Value> {
  const joined = new Map<string, Value>()
  for (const [key, value] of entries) joined.set(key, joinValues(value, stored))
  return joined
}

/** Any element of the container: under an unknown key, or in a loop. */
export function elementOf(act: Activation, value: Value, at: Range): Value {
  let found: Value | null = null
  const ids = value.objects.length > 0 || value.number === 0 ? value.objects : [shadowOf(value.number)]
  for (const id of ids) {
    const object = act.object(id)
    if (object === undefined) continue
    for (const entry of object.entries.values()) {
      const known = withFacts(entry, act.state.facts)
      found = found === null ? known : joinValues(found, known)
    }
    if (object.rest !== null) found = found === null ? object.rest : joinValues(found, object.rest)
    if (object.base !== null) {
      const below = { ...NOTHING, taints: memberTaints(act, object.base.taints, '*', at) }
      found = found === null ? below : joinValues(found, below)
    }
  }
  const own: Value = { ...NOTHING, taints: memberTaints(act, value.taints, '*', at) }
  const assigned = value.number === 0 ? undefined : act.assignedIn.get(value.number)
  if (found === null && assigned !== undefined) {
    const object: ObjectState = { shape: 'instance', entries: assigned, rest: null, length: -1, isExact: false, base: own }
    return makeObject(act, at, `assigned${value.number}`, object)
  }
  if (found === null) return { ...own, number: 0 }
  // What was found out of a list holds for its elements.
  const fact = value.number === 0 ? undefined : act.state.facts.get(value.number)
  if (fact !== undefined && fact.cleared !== ALL_KINDS) found = { ...found, taints: clearTaints(found.taints, fact.cleared, fact.weak) }
  return { ...(own.taints.length === 0 ? found : joinValues(found, own)), number: 0 }
}

/** Taints of the value and of all that it holds, without what the facts rule out. */
export function deepTaints(act: Activation, value: Value, depth = 3): readonly Taint[] {
  let { taints } = withFacts(value, act.state.facts)
  if (depth === 0) return taints
  for (const id of value.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    for (const entry of object.entries.values()) taints = joinTaints(taints, deepTaints(act, entry, depth - 1))
    if (object.rest !== null) taints = joinTaints(taints, deepTaints(act, object.rest, depth - 1))
    if (object.base !== null) taints = joinTaints(taints, object.base.taints)
  }
  if (value.objects.length === 0 && value.number !== 0) {
    const shadow = act.object(shadowOf(value.number))
    if (shadow !== undefined) for (const entry of shadow.entries.values()) taints = joinTaints(taints, deepTaints(act, entry, depth - 1))
    // What was put in names none of the container's keys.
    if (shadow?.rest != null) taints = joinTaints(taints, clearTaints(deepTaints(act, shadow.rest, depth - 1), KEYS))
  }
  return taints
}

/** A new container made by the instruction at that place. */
export function makeObject(act: Activation, at: Range, part: string, object: ObjectState): Value {
  const id = act.engine.objectAt(act.frame, at.start * 4096 + (at.end - at.start), part)
  act.setObject(id, object)
  return { ...NOTHING, objects: [id] }
}

export function listObject(items: readonly Value[], shape: 'list' | 'tuple' | 'set', rest: Value | null): ObjectState {
  const entries = new Map<string, Value>()
  items.slice(0, MOST_ENTRIES).forEach((item, index) => {
    entries.set(String(index), item)
  })
  let more = rest
  for (const item of items.slice(MOST_ENTRIES)) more = more === null ? item : joinValues(more, item)
  return { shape, entries, rest: more, length: more === null ? items.length : -1, isExact: more === null, base: null }
}

/** The items that surely stand at the beginning of a list, and what else is in it. */
export function beginningOf({ entries, rest }: ObjectState): { readonly items: readonly Value[]; readonly rest: Value | null } {
  const items: Value[] = []
  for (let next = entries.get('0'); next !== undefined; next = entries.get(String(items.length))) items.push(next)
  let others = rest
  for (const [key, value] of entries) if (Number(key) >= items.length) others = others === null ? value : joinValues(others, value)
  return { items, rest: others }
}

export function dictObject(entries: ReadonlyMap<string, Value>, rest: Value | null): ObjectState {
  return { shape: 'dict', entries, rest, length: -1, isExact: rest === null, base: null }
}

const KEYS = maskOf('prototype-pollution')
