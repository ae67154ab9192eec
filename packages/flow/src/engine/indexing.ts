import type { Instruction, Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { storedInApplication } from './application-store.ts'
import { asksWhatIsThere } from './asked-members.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { wholeTaints } from './conditions/objects.ts'
import { addNames, deepTaints, elementOf, isOwnedByCaller, listObject, makeObject, setMember } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import { factsFor } from './facts-for.ts'
import { isGivenOwnKeys } from './given-own-keys.ts'
import { iteratedItems } from './iterated.ts'
import { ALL_KINDS, CHOSEN_MEMBER, isChosen, maskOf, NOT_PROTO, PART_ONLY } from './kinds.ts'
import { lastSegment } from './last-segment.ts'
import { getMember } from './members.ts'
import { mergesRecursively } from './merges-recursively.ts'
import type { Range } from './place.ts'
import { leave } from './shared-state.ts'
import { useSink } from './sinks.ts'
import { secretTaints } from './source-taints.ts'
import { shadowOf } from './state.ts'
import {
  clearTaints,
  constantValue,
  doubted,
  type Hint,
  isConstant,
  joinTaints,
  joinValues,
  NO_OBJECTS,
  NO_TAINTS,
  NOT_CONSTANT,
  NOTHING,
  type ParameterLabel,
  type Taint,
  type Value,
} from './value.ts'

/** `object[index]`. */
export function indexValue(act: Activation, instruction: Instruction & { readonly op: 'index' }): Value {
  const object = act.read(instruction.object)
  const index = act.read(instruction.index)
  const { constant } = index
  const kept = storedInApplication(act, object, instruction)
  if (kept !== null) return kept
  const own = ownItem(act, object, index, instruction)
  if (own !== null) return own
  const items = typeof constant === 'number' && object.hint?.kind === 'instance' ? iteratedItems(act, object, instruction) : null
  if (items !== null) return getMember(act, items, keyOf(act, items, constant as number), instruction)
  if (typeof object.constant === 'string' && typeof constant === 'number') return constantValue(object.constant.at(constant) ?? undefined)
  if (constant === HOST_AT && isParsedAddress(object)) return getMember(act, object, 'netloc', instruction)
  if (typeof constant === 'number' || typeof constant === 'string') {
    const found = getMember(act, object, keyOf(act, object, constant), instruction)
    const value = constant === -1 ? lastSegment(act, object, found) : found
    const secrets = typeof constant === 'string' ? secretTaints(act, constant, instruction) : NO_TAINTS
    if (secrets.length > 0) return { ...value, taints: joinTaints(value.taints, secrets) }
    // The first round of a counter: the element goes by the same name as in the others.
    const isFirst = act.isRepeating && typeof constant === 'number' && value.taints.length > 0 && isVariable(act, instruction.index)
    return isFirst ? { ...value, number: elementNumber(act, object, NOTHING, instruction) } : value
  }
  return dynamicMember(act, object, index, instruction)
}

/** `object[key]` of a class of the program runs its `__getitem__`. */
function ownItem(act: Activation, object: Value, index: Value, at: Range): Value | null {
  if (object.hint?.kind !== 'instance' || object.hint.module.language !== 'python') return null
  const method = getMember(act, object, '__getitem__', at).hint
  return method?.kind === 'function' ? callFunction(act, method, { ...NO_ARGUMENTS, positional: [index] }, at) : null
}

/** Negative indices count from the end of a list whose length is known. */
function keyOf(act: Activation, object: Value, constant: number | string): string {
  if (typeof constant === 'string' || constant >= 0) return String(constant)
  const state = object.objects.length === 1 ? act.object(object.objects[0] ?? -1) : undefined
  return state !== undefined && state.length >= 0 ? String(state.length + constant) : String(constant)
}

/** A member under a key that is not known: any of them. A tainted key chooses among what is there. */
function dynamicMember(act: Activation, object: Value, index: Value, at: Instruction & { readonly op: 'index' }): Value {
  const kept = elementOf(act, object, at)
  // In JavaScript there may be nothing under it, also where one thing alone is kept.
  const element = isConstant(kept) && act.frame.module.language === 'javascript' ? joinValues(kept, constantValue(undefined)) : kept
  const hint = dynamicHint(object, element)
  const number = elementNumber(act, object, index, at)
  const isPlainLookup = act.frame.module.language === 'python' && (object.objects.length > 0 || hint !== null)
  const isReflective = object.hint !== null && object.hint.kind !== 'function'
  const held = object.objects.length === 0 && object.number !== 0 ? [shadowOf(object.number)] : object.objects
  const isBare = held.length > 0 && held.every((id) => act.object(id)?.keys === 'bare')
  const isScope = object.hint?.kind === 'library' && /^(?:globals|locals|vars)\(\)$/.test(object.hint.name)
  const reflected =
    (!isPlainLookup || isScope) && !isBare && index.taints.length > 0 ? clearReflection(index, isReflective ? 0 : REFLECTION) : NO_TAINTS
  const own = isNamedByCode(index, element) ? clearTaints(element.taints, maskOf('mass-assignment')) : element.taints
  return { ...element, hint, number, taints: joinTaints(ofOneField(own), reflected) }
}

/** One field of a body, whichever, is not the whole that has its passwords in it. */
export const ofOneField = (taints: Value['taints']): Value['taints'] =>
  taints.map((taint) =>
    taint.label.kind === 'parameter' || taint.label.name === null
      ? { ...taint, cleared: taint.cleared | SENSITIVE_LOG | PART_ONLY }
      : taint,
  )

/** `picked[key] = source[key]` with keys that the caller of the helper lists, not with those of the source itself. */
const isNamedByCode = (index: Value, element: Value): boolean =>
  index.taints.every(
    ({ label }) =>
      label.kind === 'parameter' &&
      !isGivenOwnKeys(label.frame.module, label.frame.function) &&
      !element.taints.some((taint) => isOfParameter(taint, label)),
  )

/** Whether a taint is of the parameter of which a label is: callbacks and what is around them have parameters of their own. */
export const isOfParameter = ({ label }: Taint, other: ParameterLabel): boolean =>
  label.kind === 'parameter' && label.root === other.root && label.frame === other.frame

const POLLUTION = maskOf('prototype-pollution')

/** What is chosen by a tainted key matters to reflection and to the prototype, not to what reads the value. */
export function clearReflection(index: Value, alsoCleared = 0): Value['taints'] {
  return index.taints.map((taint) => ({ ...taint, cleared: taint.cleared | (ALL_KINDS & ~CHOSEN_MEMBER) | alsoCleared }))
}

const REFLECTION = maskOf('unsafe-reflection')

/** `parts[i]` is the same value as long as nothing is assigned to either; a counter has no number of its own. */
function elementNumber(act: Activation, object: Value, index: Value, { index: slot }: Instruction & { readonly op: 'index' }): number {
  const key = index.number === 0 && isVariable(act, slot) ? act.engine.numbers.slot(act.frame.function, slot) : index.number
  return key === 0 ? 0 : act.engine.numbers.member(object.number, `[${key}]`)
}

const isVariable = ({ info }: Activation, slot: number): boolean => (info.variableIndex[slot] ?? -1) >= 0

function dynamicHint(object: Value, element: Value): Hint | null {
  if (element.hint !== null) return element.hint
  if (object.hint?.kind === 'library') return { kind: 'library', name: `${object.hint.name}.[]`, origin: object.hint.origin, details: null }
  return null
}

/** `object[index] = value`. */
export function setIndex(act: Activation, instruction: Instruction & { readonly op: 'set-index' }): void {
  const object = act.read(instruction.object)
  const index = act.read(instruction.index)
  const stored = act.read(instruction.src)
  const { constant } = index
  if (constant === NOT_CONSTANT && act.frame.module.language === 'javascript') polluted(act, object, index, instruction)
  trusted(act, object, index, stored, instruction)
  if (constant === NOT_CONSTANT) filled(act, object, index, stored, instruction)
  if (typeof constant === 'string') leave(act, object, constant, stored)
  if (
    typeof constant === 'string' &&
    /^location$/i.test(constant) &&
    object.hint?.kind === 'library' &&
    /(?:headers|HttpResponse\(\)|Response\(\))$/.test(object.hint.name)
  )
    useSink(act, { kind: 'open-redirect', cwe: 601, name: 'the Location header' }, deepTaints(act, stored), instruction)
  const key = typeof constant === 'string' || typeof constant === 'number' ? keyOf(act, object, constant) : null
  setMember(act, object, key, stored)
  if (key === null) addNames(act, object, index.taints)
  // A key under which stands now what was made here leads to that, and no longer to the prototype.
  if (stored.objects.length > 0 && stored.taints.length === 0 && index.number !== 0) act.learn(factsFor(act, index.number, CHOSEN_MEMBER))
  if (isOwnedByCaller(act, object)) setMember(act, { ...object, objects: NO_OBJECTS }, key, stored)
}

/** `for (const key of Object.keys(base)) base[key] = ...`: a key that the object has already. */
function isOwnKey({ frame: { module, function: owner } }: Activation, { object, index }: { object: Slot; index: Slot }): boolean {
  return definitionsOf(module, owner, index).some(
    (definition) =>
      definition.kind === 'loop' &&
      definitionsOf(module, owner, definition.iterable).some(
        (made) =>
          made.kind === 'instruction' &&
          made.instruction.op === 'call' &&
          made.instruction.method === 'keys' &&
          made.instruction.args[0]?.value === object,
      ),
  )
}

/** A key that a loop, or who calls this back, hands over one by one, and no last part of a path. */
function isWalkedKey({ frame: { module, function: owner } }: Activation, slot: Slot): boolean {
  return definitionsOf(module, owner, slot).every(
    (definition) =>
      definition.kind !== 'instruction' || (definition.instruction.op === 'call' ? !TAKES_PART.test(definition.instruction.method) : true),
  )
}

const TAKES_PART = /^(?:pop|shift|at)$/

/** `target[a][b] = c` with a and b from outside reaches Object.prototype. */
function polluted(act: Activation, object: Value, index: Value, at: Instruction & { readonly op: 'set-index' }): void {
  if (index.taints.length === 0 || isOwnKey(act, at)) return
  const asksForObjects = asksWhatIsThere(act.frame.module, act.frame.function, at.object)
  const reaches = ({ cleared }: Taint): boolean => (cleared & NOT_PROTO) === 0 || !asksForObjects
  if (mergesRecursively(act.frame.module, act.frame.function) && isWalkedKey(act, at.index)) {
    useSink(act, { kind: 'prototype-pollution', cwe: 1321, name: `${act.frame.function.name}()` }, index.taints.filter(reaches), at)
    return
  }
  const sink = { kind: 'prototype-pollution', cwe: 1321, name: 'assignment by computed key' } as const
  if (object.taints.some((taint) => isChosen(taint.cleared) && reaches(taint))) useSink(act, sink, index.taints, at)
  // Whoever passes the object may have read it by such a key.
  else if (index.taints.some(({ cleared }) => (cleared & POLLUTION) === 0))
    useSink(
      act,
      { ...sink, isOfChosen: true },
      object.taints.filter((taint) => taint.label.kind === 'parameter' && (!isChosen(taint.cleared) || reaches(taint))),
      at,
    )
}

export function trusted(act: Activation, object: Value, index: Value, stored: Value, at: Instruction): void {
  if (object.hint?.kind !== 'library' || !SESSIONS.has(object.hint.name)) return
  useSink(
    act,
    { kind: 'trust-boundary', cwe: 501, name: `${object.hint.name}[]` },
    doubted(
      joinTaints(index.taints, deepTaints(act, stored)).filter((taint) => taint.doubt === 0),
      DOUBT_OF_SESSION,
    ),
    at,
  )
}

/** `row[key] = body[key]` for all keys that the body has: the row takes every field of it. */
function filled(act: Activation, object: Value, index: Value, stored: Value, at: Instruction): void {
  if (index.taints.length === 0 || object.objects.length > 0) return
  const isRow = object.taints.some(({ label }) => label.kind === 'source' && label.model.gives === 'stored')
  const isRecord = object.hint?.kind === 'library' && /\.(?:Record|Document)$/.test(object.hint.name)
  if (!isRow && !isRecord) return
  const whole = stored.taints.filter(({ cleared }) => (cleared & maskOf('mass-assignment')) === 0)
  useSink(act, { kind: 'mass-assignment', cwe: 915, name: 'row[key]' }, whole, at)
}

/** `Object.assign(req.session, req.body)`, `session.update(request.form)`: whoever sends it names what the session says of him. */
export function trustedWhole(act: Activation, session: Value, given: readonly (Value | null | undefined)[], at: Range): void {
  if (!isSession(session)) return
  for (const value of given) if (value != null) useSink(act, TRUSTED_WHOLE, wholeTaints(act, value), at)
}

const TRUSTED_WHOLE = { kind: 'trust-boundary', cwe: 501, name: 'session' } as const

export const isSession = ({ hint }: Value): boolean => hint?.kind === 'library' && SESSIONS.has(hint.name)

/** Most values in a session were checked in ways that are not seen here. */
const DOUBT_OF_SESSION = 2
const SESSIONS = new Set(['flask.Session', 'express.Session', 'django.Session'])

const SENSITIVE_LOG = maskOf('sensitive-log')
const FEW = 6

/** The last four of a card, the first six of a key: enough to tell them apart, too little to use them. */
export function isFew(from: number | null | undefined, to: number | null | undefined): boolean {
  if (typeof from === 'number' && from < 0) return to === undefined && from >= -FEW
  return (from === undefined || from === 0) && typeof to === 'number' && to > 0 && to <= FEW
}

const HOST_AT = 1

const isParsedAddress = ({ hint }: Value): boolean => hint?.kind === 'library' && hint.name === 'urllib.parse.ParseResult'

/** `object[from:to:step]`. */
export function sliceValue(act: Activation, instruction: Instruction & { readonly op: 'slice' }): Value {
  const object = act.read(instruction.object)
  const bound = (slot: number): number | null | undefined => {
    if (slot < 0) return undefined
    const { constant } = act.read(slot)
    return typeof constant === 'number' ? constant : constant === null || constant === undefined ? undefined : null
  }
  const [from, to, step] = [bound(instruction.from), bound(instruction.to), bound(instruction.step)]
  // `urlsplit(address)[:2]`: scheme and host.
  if (isParsedAddress(object) && (from ?? 0) <= HOST_AT && typeof to === 'number' && to > HOST_AT && to <= 2)
    return getMember(act, object, 'netloc', instruction)
  const isKnown = from !== null && to !== null && (step === undefined || step === 1)
  if (isKnown && typeof object.constant === 'string') return constantValue(object.constant.slice(from, to))
  if (typeof object.constant === 'string' && step === -1 && from === undefined && to === undefined)
    return constantValue([...object.constant].reverse().join(''))
  const state = object.objects.length === 1 ? act.object(object.objects[0] ?? -1) : undefined
  if (state !== undefined && isKnown && state.isExact && state.length >= 0) {
    const items = Array.from({ length: state.length }, (_, index) => state.entries.get(String(index)) ?? NOTHING)
    return makeObject(act, instruction, 'slice', listObject(items.slice(from, to), 'list', null))
  }
  if (state !== undefined) return makeObject(act, instruction, 'slice', listObject([], 'list', elementOf(act, object, instruction)))
  return {
    ...NOTHING,
    // `field[6:]` is the same text wherever it is cut out, so that a condition on the one holds for the other.
    number: isKnown ? act.engine.numbers.member(object.number, `[${from ?? ''}:${to ?? ''}]`) : 0,
    type: object.type,
    taints: isFew(from, to) ? clearTaints(object.taints, SENSITIVE_LOG | PART_ONLY) : object.taints,
    prefix: (from === undefined || from === 0) && typeof to === 'number' && to >= 0 ? object.prefix.slice(0, to) : '',
  }
}
