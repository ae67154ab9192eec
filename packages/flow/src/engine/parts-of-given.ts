import type { Activation } from './activation.ts'
import { ranTaints } from './conditions/commands.ts'
import { elementOf } from './containers.ts'
import { maskOf } from './kinds.ts'
import type { Range } from './place.ts'
import { joinTaints, joinValues, NO_TAINTS, NOTHING, type Taint, type Value } from './value.ts'

/** A step of a parameter's path: the names of its fields. */
export const NAMES = '<names>'
/** The parameter as a list: methods were called on it that no text has. */
export const AS_LIST = '<as a list>'

/** What is run of a list of arguments; behind it stands the program where that is given by itself. */
export const RUN = '<run>'

const LONGEST_PATH = 5
const MASS = maskOf('mass-assignment')

/** The same taints, one such step further in what the caller passed: only he knows what that was. */
export function stepInGiven(act: Activation, taints: readonly Taint[], step: string): readonly Taint[] {
  if (!taints.some(({ label }) => label.kind === 'parameter')) return taints
  let stepped = NO_TAINTS
  for (const taint of taints) {
    const { label } = taint
    const isKnown = label.kind !== 'parameter' || label.path.at(-1) === step || label.path.length > LONGEST_PATH
    stepped = joinTaints(stepped, [isKnown ? taint : { ...taint, label: act.engine.memberLabel(label, step) }])
  }
  return stepped
}

/** Taints of the names of a value's fields. */
export const nameTaints = (act: Activation, taints: readonly Taint[]): readonly Taint[] => stepInGiven(act, taints, NAMES)

const TEXT_SOURCES = new Set(['header', 'cookie', 'path'])

const isText = (value: Value): boolean => value.type === 'string' || typeof value.constant === 'string'
const isTextTaint = ({ label }: Taint): boolean => label.kind === 'source' && label.name !== null && TEXT_SOURCES.has(label.model.in)

/** A value on which a method of lists is called: of a text nothing comes through. */
export function asList(act: Activation, value: Value): Value {
  if (isText(value)) return { ...value, taints: NO_TAINTS }
  const taints = value.taints.some(isTextTaint) ? value.taints.filter((taint) => !isTextTaint(taint)) : value.taints
  return { ...value, taints: stepInGiven(act, taints, AS_LIST) }
}

/** Taints of a value on which such a method is called here: what came from a request is a list then, as wildcards of paths are. */
export const listTaints = (act: Activation, value: Value): readonly Taint[] =>
  isText(value) ? NO_TAINTS : stepInGiven(act, value.taints, AS_LIST)

/** What the caller passed there, read along the path of a parameter. */
export function givenPart(
  act: Activation,
  given: Value,
  path: readonly string[],
  at: Range,
  member: (value: Value, key: string) => Value,
): Value {
  let value = given
  for (const [index, key] of path.entries()) {
    if (key === NAMES) value = namesOf(act, value)
    else if (key === AS_LIST) value = asList(act, value)
    else if (key.startsWith(RUN)) value = { ...NOTHING, taints: ranTaints(act, value, key.slice(RUN.length)) }
    else if (key !== '*') value = member(value, key)
    else value = path[index + 1] === AS_LIST ? listElementOf(act, value, at) : elementOf(act, value, at)
  }
  return value
}

/** The names of its fields, as one value: those that it grew by, and where it is built upon something else, all that it holds. */
function namesOf(act: Activation, value: Value): Value {
  const isWritten = value.objects.every((id) => act.object(id)?.base === null)
  const taints = nameTaints(act, value.taints)
  if (!isWritten) return { ...value, taints }
  return { ...NOTHING, type: 'string', taints: value.objects.map((id) => grownBy(act, id)).reduce(joinTaints, taints) }
}

/** The names that an object grew by; where none are known, what may be a whole body of fields under names of its sender. */
function grownBy(act: Activation, id: number): readonly Taint[] {
  const { names, rest } = act.object(id) ?? {}
  return names ?? rest?.taints.filter(({ cleared }) => (cleared & MASS) === 0) ?? NO_TAINTS
}

/** Any element that may be a list. */
function listElementOf(act: Activation, value: Value, at: Range): Value {
  const objects = value.objects.map((id) => act.object(id))
  if (objects.length === 0 || !objects.every((object) => object?.isExact === true)) return elementOf(act, value, at)
  const entries = objects.flatMap((object) => [...(object?.entries.values() ?? [])]).filter((entry) => !isText(entry))
  return entries.reduce(joinValues, { ...NOTHING, taints: elementOf(act, { ...NOTHING, taints: value.taints }, at).taints })
}
