import type { Constant, IrClass, IrFunction, Module } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import type { Environment } from './environment.ts'
import type { KindMask } from './kinds.ts'
import type { CallSite } from './program.ts'

/** The context in which a function is analysed; parameter labels belong to one. */
export interface Frame {
  readonly id: number
  readonly module: Module
  readonly function: IrFunction
  /** Containers by the instruction that makes them, and its part or the container that they are a copy of. */
  readonly objects: Map<number, Map<string | number, number>>
  /** Labels of the parameters themselves. */
  readonly labels: Map<number, ParameterLabel>
}

/** A value that entered from outside, at one place. */
export interface SourceLabel {
  readonly kind: 'source'
  readonly id: number
  readonly model: SourceModel
  /** The key read from it; null for the whole of it. */
  readonly name: string | null
  readonly module: Module
  readonly function: IrFunction
  readonly start: number
  readonly end: number
  /** What brought the row that a stored value was taken from; null where this is itself what brought it. */
  readonly from: SourceLabel | null
}

/** What the caller passed: root -1 is the receiver, else the index of a parameter; `path` holds the keys read from it. */
export interface ParameterLabel {
  readonly kind: 'parameter'
  readonly id: number
  readonly frame: Frame
  readonly root: number
  readonly path: readonly string[]
  /** Labels one key further. */
  readonly members: Map<string, ParameterLabel>
}

export type Label = SourceLabel | ParameterLabel

/** How a value came here; `inner` is a stretch of the way inside a called function. */
export interface Trace {
  readonly previous: Trace | null
  readonly inner: Trace | null
  readonly module: Module
  readonly function: IrFunction
  readonly start: number
  readonly end: number
  readonly what: string
  readonly length: number
}

export interface Taint {
  readonly label: Label
  readonly trace: Trace | null
  /** Weaknesses this value can no longer cause. */
  readonly cleared: KindMask
  /** Weaknesses that decoding or parsing has made possible again, whatever the caller had ruled out before. */
  readonly opened: KindMask
  /** A sanitizer on the way that does not protect, and the weaknesses it was meant against. */
  readonly weak: { readonly name: string; readonly mask: KindMask } | null
  /** 0 certain; each step that had to be guessed adds one. */
  readonly doubt: number
}

export type Hint =
  | { readonly kind: 'library'; readonly name: string; readonly origin: CallSite | null; readonly details: Details | null }
  | { readonly kind: 'module'; readonly module: Module }
  | {
      readonly kind: 'function'
      readonly module: Module
      readonly function: IrFunction
      readonly environment: Environment | null
      readonly receiver: Value | null
      /** Arguments bound in front (`bind`, `partial`). */
      readonly bound: readonly Value[]
    }
  | { readonly kind: 'class'; readonly module: Module; readonly class: IrClass; readonly environment: Environment | null }
  | { readonly kind: 'instance'; readonly module: Module; readonly class: IrClass; readonly environment: Environment | null }
  | { readonly kind: 'choice'; readonly hints: readonly Hint[] }

/** What a library object remembers of how it was made. */
export interface Details {
  readonly args: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
  /** For methods: the object that made it. */
  readonly receiver: Value | null
}

/** What is known of a value number when a condition holds. */
export interface Fact {
  readonly number: number
  readonly cleared: KindMask
  readonly weak: { readonly name: string; readonly mask: KindMask } | null
  /** Set where it is said of everything that came from there, not of one value. */
  readonly origin?: Label
  /** Whether it holds only if what came from there turns out to be a resolved address: the caller knows. */
  readonly isPending?: true
}

/** Facts that hold when a value is truthy or falsy; null when it cannot be so. */
export interface Test {
  readonly whenTrue: readonly Fact[] | null
  readonly whenFalse: readonly Fact[] | null
}

export const NOT_CONSTANT: unique symbol = Symbol('not constant')

export interface Value {
  readonly taints: readonly Taint[]
  readonly constant: Constant | typeof NOT_CONSTANT
  /** Text the string surely begins with. */
  readonly prefix: string
  /** `string`, `number`, `boolean` when the type is sure, else ''. */
  readonly type: 'string' | 'number' | 'boolean' | ''
  readonly hint: Hint | null
  readonly objects: readonly number[]
  /** Equal numbers are the same value; 0 is no number. */
  readonly number: number
  readonly test: Test | null
  /** What holds when a part of it is there: of a match, that the text has the form of the pattern. */
  readonly there?: readonly Fact[]
}

export const NO_TAINTS: readonly Taint[] = []
export const NO_OBJECTS: readonly number[] = []

export const NOTHING: Value = {
  taints: NO_TAINTS,
  constant: NOT_CONSTANT,
  prefix: '',
  type: '',
  hint: null,
  objects: NO_OBJECTS,
  number: 0,
  test: null,
}
export const SOME_STRING: Value = { ...NOTHING, type: 'string' }
export const SOME_NUMBER: Value = { ...NOTHING, type: 'number' }
export const SOME_BOOLEAN: Value = { ...NOTHING, type: 'boolean' }

const SMALL = new Map<Constant, Value>()

/** The value of a constant; the test of it is decided. */
export function constantValue(constant: Constant): Value {
  const known = SMALL.get(constant)
  if (known !== undefined) return known
  const made: Value = {
    ...NOTHING,
    constant,
    prefix: typeof constant === 'string' ? constant : '',
    type:
      typeof constant === 'string' || typeof constant === 'number' || typeof constant === 'boolean' ? (typeof constant as 'string') : '',
  }
  if (typeof constant === 'boolean' || constant === null || constant === undefined) SMALL.set(constant, made)
  return made
}

export const isConstant = (value: Value): boolean => value.constant !== NOT_CONSTANT

/** Truth of a constant; null when it is not known. Empty containers are falsy in Python alone, so they are not decided here. */
export function truthOf(value: Value): boolean | null {
  if (value.test !== null) {
    if (value.test.whenTrue === null) return false
    if (value.test.whenFalse === null) return true
  }
  const { constant } = value
  if (constant === NOT_CONSTANT) {
    if (value.hint !== null && value.hint.kind !== 'library' && value.hint.kind !== 'instance' && value.hint.kind !== 'choice') return true
    return null
  }
  if (typeof constant === 'object' && constant !== null) return 'bytes' in constant ? constant.bytes !== '' : constant.bigint !== '0'
  return Boolean(constant)
}

/** At most this many different origins are kept for a value; the first found stay. */
const MOST_TAINTS = 6

/** Both origins; for the same origin what both have been cleared of. */
export function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (a === b || b.length === 0) return a
  if (a.length === 0) return b
  let joined: Taint[] | null = null
  for (const taint of b) {
    const list: readonly Taint[] = joined ?? a
    const at = indexOfLabel(list, taint.label)
    if (at < 0) {
      if (list.length >= MOST_TAINTS) continue
      joined ??= [...a]
      joined.push(taint)
      continue
    }
    const same = list[at] as Taint
    const cleared = same.cleared & taint.cleared
    const weak = same.weak ?? taint.weak
    const doubt = Math.min(same.doubt, taint.doubt)
    const opened = same.opened | taint.opened
    if (cleared === same.cleared && opened === same.opened && weak === same.weak && doubt === same.doubt) continue
    joined ??= [...a]
    // The way that is less protected tells the story.
    const way = cleared === taint.cleared && cleared !== same.cleared ? taint.trace : same.trace
    joined[at] = { label: same.label, trace: way, cleared, opened, weak, doubt }
  }
  return joined ?? a
}

function indexOfLabel(taints: readonly Taint[], label: Label): number {
  for (let index = 0; index < taints.length; index++) if (taints[index]?.label === label) return index
  return -1
}

/** Taints that can still cause something, with more cleared. */
export function clearTaints(taints: readonly Taint[], mask: KindMask, weak: Taint['weak'] = null): readonly Taint[] {
  if (taints.length === 0 || (mask === 0 && weak === null)) return taints
  const left: Taint[] = []
  for (const taint of taints) {
    const cleared = taint.cleared | mask
    if ((cleared & ALL) === ALL) continue
    left.push(cleared === taint.cleared && weak === null ? taint : { ...taint, cleared, weak: weak ?? taint.weak })
  }
  return left.length === 0 ? NO_TAINTS : left
}

const ALL = 2 ** 24 - 1

export function sameTaints(a: readonly Taint[], b: readonly Taint[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) {
    const one = a[index] as Taint
    const two = b[index] as Taint
    if (
      one.label !== two.label ||
      one.cleared !== two.cleared ||
      one.opened !== two.opened ||
      one.doubt !== two.doubt ||
      one.weak?.name !== two.weak?.name
    )
      return false
  }
  return true
}

export function sameHint(a: Hint | null, b: Hint | null): boolean {
  if (a === b) return true
  if (a === null || b === null || a.kind !== b.kind) return false
  if (a.kind === 'library') return b.kind === 'library' && a.name === b.name
  if (a.kind === 'module') return b.kind === 'module' && a.module === b.module
  if (a.kind === 'function') return b.kind === 'function' && a.function === b.function && a.environment === b.environment
  if (a.kind === 'choice')
    return (
      b.kind === 'choice' && a.hints.length === b.hints.length && a.hints.every((hint, index) => sameHint(hint, b.hints[index] ?? null))
    )
  return (b.kind === 'class' || b.kind === 'instance') && a.class === b.class
}

/** Equal as far as the fixpoint cares. */
export function sameValue(a: Value, b: Value): boolean {
  return a === b || (a.test === b.test && sameButTest(a, b))
}

export function sameButTest(a: Value, b: Value): boolean {
  return (
    sameConstant(a.constant, b.constant) &&
    a.prefix === b.prefix &&
    a.type === b.type &&
    a.number === b.number &&
    sameTaints(a.taints, b.taints) &&
    sameHint(a.hint, b.hint) &&
    sameObjects(a.objects, b.objects) &&
    sameFactList(a.there ?? null, b.there ?? null)
  )
}

export function sameConstant(a: Value['constant'], b: Value['constant']): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Number.isNaN(a) && Number.isNaN(b)
  if ('bytes' in a) return 'bytes' in b && a.bytes === b.bytes
  return 'bigint' in b && a.bigint === b.bigint
}

function sameObjects(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}

/** More places than this are one unknown place. */
const MOST_OBJECTS = 6
const MOST_CHOICES = 12

function joinObjects(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0 || a === b) return a
  if (a.length === 0) return b
  const more = b.filter((object) => !a.includes(object))
  return more.length === 0 ? a : [...a, ...more].slice(0, MOST_OBJECTS)
}

export function joinHints(a: Hint | null, b: Hint | null): Hint | null {
  if (a === null) return b
  if (b === null || sameHint(a, b)) return a
  const all = [...(a.kind === 'choice' ? a.hints : [a])]
  for (const hint of b.kind === 'choice' ? b.hints : [b]) if (!all.some((known) => sameHint(known, hint))) all.push(hint)
  return { kind: 'choice', hints: all.slice(0, MOST_CHOICES) }
}

function commonPrefix(a: string, b: string): string {
  let at = 0
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return a.slice(0, at)
}

/** What may be either. Tests are joined where the states are known, not here. */
export function joinValues(a: Value, b: Value): Value {
  if (a === b || sameValue(a, b)) return a
  const there = joinThere(a, b)
  return {
    ...(there === null ? {} : { there }),
    taints: joinTaints(a.taints, b.taints),
    constant: sameConstant(a.constant, b.constant) ? a.constant : NOT_CONSTANT,
    prefix: commonPrefix(a.prefix, b.prefix),
    type: a.type === b.type ? a.type : '',
    hint: isAbsent(a) ? b.hint : isAbsent(b) ? a.hint : joinHints(a.hint, b.hint),
    objects: joinObjects(a.objects, b.objects),
    number: a.number === b.number ? a.number : 0,
    test: a.test !== null && sameTest(a.test, b.test) ? a.test : null,
  }
}

/** `pattern.exec(text) || []`: in what stands in for the match there is no part of it. */
function joinThere(a: Value, b: Value): readonly Fact[] | null {
  const [one, two] = [a.there ?? null, b.there ?? null]
  if (one !== null && two !== null) return sameFactList(one, two) ? one : null
  return one === null ? (a.taints.length === 0 ? two : null) : b.taints.length === 0 ? one : null
}

/** A value that is there only where something else is: `match[1]`, `Number(match[1])`. */
export function thereWith(of: Value, value: Value): Value {
  const { there } = of
  return there === undefined ? value : { ...value, there, test: value.test ?? { whenTrue: there, whenFalse: [] } }
}

/** Whether two conditions say the same. */
export function sameTest(a: Test | null, b: Test | null): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  return sameFactList(a.whenTrue, b.whenTrue) && sameFactList(a.whenFalse, b.whenFalse)
}

function sameFactList(a: readonly Fact[] | null, b: readonly Fact[] | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && a.every((fact, index) => fact.number === b[index]?.number && fact.cleared === b[index]?.cleared)
}

const isAbsent = (value: Value): boolean => value.constant === null || value.constant === undefined

export function withTaints(value: Value, taints: readonly Taint[]): Value {
  return taints === value.taints ? value : { ...value, taints }
}

const LONGEST_TRACE = 40

/** One more step of the story; long ones keep their beginning and end here. */
export function stepped(
  taints: readonly Taint[],
  frame: { readonly module: Module; readonly function: IrFunction },
  at: { readonly start: number; readonly end: number },
  what: string,
): readonly Taint[] {
  if (taints.length === 0) return taints
  return taints.map((taint) => {
    const length = (taint.trace?.length ?? 0) + 1
    if (length > LONGEST_TRACE) return taint
    const trace: Trace = {
      previous: taint.trace,
      inner: null,
      module: frame.module,
      function: frame.function,
      start: at.start,
      end: at.end,
      what,
      length,
    }
    return { ...taint, trace }
  })
}

export function doubted(taints: readonly Taint[], doubt: number): readonly Taint[] {
  return taints.length === 0 || doubt === 0 ? taints : taints.map((taint) => ({ ...taint, doubt: taint.doubt + doubt }))
}
