import { Heap } from './heap.ts'
import {
  clearTaints,
  constantValue,
  type Fact,
  joinTaints,
  joinValues,
  NO_TAINTS,
  NOT_CONSTANT,
  sameButTest,
  sameTaints,
  sameTest,
  sameValue,
  type Taint,
  type Test,
  truthOf,
  type Value,
  withTaints,
} from './value.ts'

export type ObjectShape = 'list' | 'tuple' | 'set' | 'dict' | 'instance' | 'shadow'

/** What is known of one container. Lists have their items under `0`, `1`, ... */
export interface ObjectState {
  readonly shape: ObjectShape
  readonly entries: ReadonlyMap<string, Value>
  /** Joined values under unknown keys; null when there are none. */
  readonly rest: Value | null
  /** Items of a list when all are known, else -1. */
  readonly length: number
  /** Whether a key that is not in `entries` is surely absent. */
  readonly isExact: boolean
  /** For a shadow: whether it stands for a dictionary whose keys the program chose. Of an object: whether it has no prototype. Of a list: whether it holds the names of what an object has itself. */
  readonly keys?: 'known' | 'bare' | 'own-names'
  /** What the keys that are not known carry, where it is not what stands under them. */
  readonly names?: readonly Taint[]
  /** For a shadow: the value whose members it overrides. */
  readonly base: Value | null
}

const NO_FACTS: Map<number, Fact> = new Map()

/** What holds at one point of a function. */
export interface State {
  vars: (Value | undefined)[]
  heap: Heap
  facts: Map<number, Fact>
  /** Whether the variables belong to another state too. */
  sharesVars: boolean
  /** Whether someone else holds the heap. */
  sharesHeap: boolean
}

export const emptyState = (): State => ({ vars: [], heap: new Heap(), facts: NO_FACTS, sharesVars: false, sharesHeap: false })

/** The container that overrides members of the value with that number. */
export const shadowOf = (number: number): number => -number
export const shadowedNumber = (id: number): number => (id < 0 ? -id : 0)

/** A copy that shares everything until one of the two is written to. */
export function copyState(state: State): State {
  state.sharesVars = true
  state.sharesHeap = true
  return { vars: state.vars, heap: state.heap, facts: state.facts, sharesVars: true, sharesHeap: true }
}

/** Must be called before variables are written to. Facts are never changed in place. */
export function ownVars(state: State): void {
  if (!state.sharesVars) return
  state.vars = state.vars.slice()
  state.sharesVars = false
}

/** Must be called before the heap is written to. */
export function ownHeap(state: State): void {
  if (!state.sharesHeap) return
  state.heap = state.heap.copy()
  state.sharesHeap = false
}

/** What a join has to know besides the two states: how members of a value that a shadow overrides are read. */
export interface Surroundings {
  readonly readBase: (base: Value, key: string) => Value
  /** A container that the state itself has not touched. */
  readonly outer: (id: number) => ObjectState | undefined
}

/** The value with what the facts say of it taken into account. */
export function withFacts(value: Value, facts: ReadonlyMap<number, Fact>): Value {
  if (facts.size === 0 || value.number === 0 || value.taints.length === 0) return value
  const fact = facts.get(value.number)
  return fact === undefined ? value : withTaints(value, clearTaints(value.taints, fact.cleared, fact.weak))
}

export function intersectFacts(a: ReadonlyMap<number, Fact>, b: ReadonlyMap<number, Fact>): Map<number, Fact> {
  if (a.size === 0 || b.size === 0) return NO_FACTS
  const both = new Map<number, Fact>()
  for (const [number, one] of a) {
    const two = b.get(number)
    if (two === undefined) continue
    if (one === two) both.set(number, one)
    else both.set(number, { ...(two.isPending === true ? two : one), cleared: one.cleared & two.cleared, weak: one.weak ?? two.weak })
  }
  return both
}

function testFacts(value: Value, facts: ReadonlyMap<number, Fact>, truth: boolean): Map<number, Fact> | null {
  if (truthOf(value) === !truth) return null
  const more = truth ? value.test?.whenTrue : value.test?.whenFalse
  const all = new Map(facts)
  for (const fact of more ?? []) addFact(all, fact)
  return all
}

export function addFact(facts: Map<number, Fact>, fact: Fact): void {
  const known = facts.get(fact.number)
  if (known === undefined) facts.set(fact.number, fact)
  else {
    const surer = known.isPending === true ? fact : known
    facts.set(fact.number, { ...surer, cleared: known.cleared | fact.cleared, weak: fact.weak ?? known.weak })
  }
}

/** Fewer are as good as distinct. */
const FEW_FACTS = 8
const MOST_FACTS = 256

/**
 * Facts with what is said of one number taken together, as they would be when they are learned; what is beyond counting is not kept.
 * Each call says of all that was passed what it knows of a parameter: without this they multiply from call to call.
 */
export function distinctFacts(facts: readonly Fact[]): readonly Fact[] {
  if (facts.length <= FEW_FACTS) return facts
  const known = new Map<number, Fact>()
  for (const fact of facts) if (known.size < MOST_FACTS || known.has(fact.number)) addFact(known, fact)
  return [...known.values()]
}

/** Facts of a value that came over two ways: what each way knows of it counts only when it can have come that way. */
export function joinTests(a: Value, factsA: ReadonlyMap<number, Fact>, b: Value, factsB: ReadonlyMap<number, Fact>): Test | null {
  if (a.test === null && b.test === null && truthOf(a) === null && truthOf(b) === null) return null
  if (factsA.size === 0 && factsB.size === 0 && a.test === null && b.test === null) return null
  const either = (truth: boolean): readonly Fact[] | null => {
    const one = testFacts(a, factsA, truth)
    const two = testFacts(b, factsB, truth)
    if (one === null) return two === null ? null : [...two.values()]
    if (two === null) return [...one.values()]
    return [...intersectFacts(one, two).values()]
  }
  const whenTrue = either(true)
  const whenFalse = either(false)
  if (whenTrue?.length === 0 && whenFalse?.length === 0) return null
  return { whenTrue, whenFalse }
}

/** Joins `from` into `into`; true when that changed anything. `isFrozen` drops known prefixes, so that loops end. */
export function joinInto(into: State, from: State, around: Surroundings): boolean {
  if (into.vars === from.vars && into.heap === from.heap && into.facts === from.facts) return false
  let changed = false
  const facts = into.facts === from.facts ? into.facts : intersectFacts(into.facts, from.facts)
  const length = into.vars === from.vars ? 0 : from.vars.length
  for (let index = 0; index < length; index++) {
    const a = into.vars[index]
    const b = from.vars[index]
    if (b === undefined || a === b) continue
    if (a === undefined) {
      ownVars(into)
      into.vars[index] = b
      changed = true
      continue
    }
    const joined = joinWithFacts(a, into.facts, b, from.facts)
    if (joined !== a && !(sameButTest(joined, a) && sameTest(joined.test, a.test))) {
      ownVars(into)
      into.vars[index] = joined
      changed = true
    }
  }
  if (joinHeaps(into, from, around)) changed = true
  if (!sameFacts(facts, into.facts)) {
    into.facts = facts
    changed = true
  }
  return changed
}

export function joinWithFacts(a: Value, factsA: ReadonlyMap<number, Fact>, b: Value, factsB: ReadonlyMap<number, Fact>): Value {
  const test = joinTests(a, factsA, b, factsB)
  const joined = joinValues(factsA === factsB ? a : withFacts(a, factsA), factsA === factsB ? b : withFacts(b, factsB))
  return test === null || joined.constant !== NOT_CONSTANT ? joined : { ...joined, test }
}

function sameFacts(a: ReadonlyMap<number, Fact>, b: ReadonlyMap<number, Fact>): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [number, fact] of a) {
    const other = b.get(number)
    if (other === undefined || other.cleared !== fact.cleared || other.weak?.name !== fact.weak?.name) return false
  }
  return true
}

function joinHeaps(into: State, from: State, around: Surroundings): boolean {
  if (into.heap === from.heap) return false
  let changed = false
  const { here, there } = into.heap.differing(from.heap)
  for (const id of there) {
    const a = into.heap.get(id)
    const b = from.heap.get(id)
    if (a === b || b === undefined) continue
    if (a === undefined) {
      const before = b.shape === 'shadow' ? emptied(b) : around.outer(id)
      ownHeap(into)
      into.heap.set(id, before === undefined || before === b ? b : joinObjects(before, b, around))
      changed = true
      continue
    }
    const joined = joinObjects(a, b, around)
    if (joined !== a) {
      ownHeap(into)
      into.heap.set(id, joined)
      changed = true
    }
  }
  for (const id of here) {
    const a = into.heap.get(id)
    if (a === undefined || from.heap.has(id)) continue
    const before = a.shape === 'shadow' ? emptied(a) : around.outer(id)
    if (before === undefined || before === a) continue
    const joined = joinObjects(a, before, around)
    if (joined !== a) {
      ownHeap(into)
      into.heap.set(id, joined)
      changed = true
    }
  }
  return changed
}

const emptied = (object: ObjectState): ObjectState => ({ ...object, entries: new Map(), rest: null })

/** A container that is either. */
export function joinObjects(a: ObjectState, b: ObjectState, around: Surroundings): ObjectState {
  let entries: Map<string, Value> | null = null
  const missing = (object: ObjectState, key: string): Value | null => {
    if (object.base !== null) return around.readBase(object.base, key)
    return object.isExact ? constantValue(undefined) : object.rest
  }
  for (const [key, one] of a.entries) {
    const two = b.entries.get(key) ?? missing(b, key)
    const joined = two === null ? one : joinEntry(one, two)
    if (joined === one) continue
    entries ??= new Map(a.entries)
    entries.set(key, joined)
  }
  for (const [key, two] of b.entries) {
    if (a.entries.has(key)) continue
    const one = missing(a, key)
    entries ??= new Map(a.entries)
    entries.set(key, one === null ? two : joinEntry(two, one))
  }
  const rest = a.rest === null ? b.rest : b.rest === null ? a.rest : joinValues(a.rest, b.rest)
  const length = a.length === b.length ? a.length : -1
  const isExact = a.isExact && b.isExact
  const base = a.base ?? b.base
  const names = joinTaints(a.names ?? NO_TAINTS, b.names ?? NO_TAINTS)
  if (
    entries === null &&
    length === a.length &&
    isExact === a.isExact &&
    base === a.base &&
    sameTaints(names, a.names ?? NO_TAINTS) &&
    (rest === a.rest || (rest !== null && a.rest !== null && sameValue(rest, a.rest)))
  )
    return a
  const keys = a.keys !== undefined && a.keys === b.keys ? { keys: a.keys } : {}
  return { shape: a.shape, entries: entries ?? a.entries, rest, length, isExact, base, ...keys, ...(names.length === 0 ? {} : { names }) }
}

/** An absent entry does not say what the present one is. */
function joinEntry(one: Value, two: Value): Value {
  if (two.constant === undefined) return one.constant === NOT_CONSTANT ? one : joinValues(one, two)
  return joinValues(one, two)
}
