import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { definitionsOf } from '../definitions.ts'
import { factsFor } from '../facts-for.ts'
import { ALL_KINDS, maskOf } from '../kinds.ts'
import { ofOwnClass } from '../own-class.ts'
import { ownText } from '../own-text.ts'
import {
  clearTaints,
  constantValue,
  isConstant,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  type Taint,
  type Value,
} from '../value.ts'
import { first, type SpecialCall } from './special-call.ts'

export function length(act: Activation, use: CallUse): Value {
  const value = first(use)
  if (typeof value.constant === 'string') return constantValue(value.constant.length)
  const object = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  if (object?.isExact && object.length >= 0) return constantValue(object.length)
  return SOME_NUMBER
}

export const WHOLE = maskOf('nosql-injection', 'mass-assignment')

export function text(act: Activation, use: CallUse): Value {
  const value = ownText(act, first(use), use.instruction) ?? first(use)
  if (isConstant(value) && typeof value.constant !== 'object' && typeof value.constant !== 'boolean')
    return constantValue(String(value.constant ?? ''))
  if (value.type === 'number') return SOME_STRING
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, value.number, 'text')
  const relation = act.engine.numbers.relation(value.number)
  if (relation?.relation === 'path') act.engine.numbers.relate(number, value.number, 'path')
  return { ...NOTHING, type: 'string', prefix: value.prefix, number, taints: clearTaints(deepTaints(act, value), WHOLE) }
}

/** With its quotes and escapes, a text brings no line ends. */
export function quoted(act: Activation, use: CallUse): Value {
  const value = text(act, use)
  return { ...value, taints: clearTaints(value.taints, maskOf('log-injection')) }
}

/** `chr(10)`. */
export function character(_act: Activation, use: CallUse): Value {
  const { constant } = first(use)
  const isCode = typeof constant === 'number' && Number.isInteger(constant) && constant >= 0 && constant < 0x11_0000
  return isCode ? constantValue(String.fromCodePoint(constant)) : { ...SOME_STRING, taints: first(use).taints }
}

/** `assert(condition)`: what follows holds. */
export function asserted(act: Activation, use: CallUse): undefined {
  act.learn(first(use).test?.whenTrue ?? [])
}

export function isInstance(act: Activation, use: CallUse): Value {
  const [value = NOTHING, type = NOTHING] = use.args.positional
  const names = [type, ...type.objects.flatMap((id) => [...(act.object(id)?.entries.values() ?? [])])].map((candidate) =>
    candidate.hint?.kind === 'library' ? candidate.hint.name : '',
  )
  if (value.number === 0) return SOME_BOOLEAN
  if (
    names.some((name) => ['int', 'float', 'bool', 'uuid.UUID', 'datetime.date', 'datetime.datetime', 'decimal.Decimal'].includes(name)) &&
    !names.includes('str')
  ) {
    return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, ALL_KINDS), whenFalse: [] } }
  }
  if (names.includes('str')) return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, WHOLE), whenFalse: [] } }
  return { ...SOME_BOOLEAN, test: ofOwnClass(act, value, type) }
}

export function numeric(act: Activation, use: CallUse): Value {
  const value = castFrom(act, use) ?? first(use)
  return value.number === 0 ? SOME_BOOLEAN : { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, ALL_KINDS), whenFalse: [] } }
}

/** `Number.isInteger(Number(text))`: what the whole text was read as; null for values that are no such number. */
function castFrom(act: Activation, { instruction }: CallUse): Value | null {
  const { module, function: owner } = act.frame
  const [cast, ...others] = definitionsOf(module, owner, instruction.args[0]?.value ?? -1)
  if (cast?.kind !== 'instruction' || others.length > 0) return null
  const made = cast.instruction
  if (made.op === 'unary' && made.operator === '+') return act.read(made.operand)
  const [from] = made.op === 'call' ? made.args : []
  if (made.op !== 'call' || from === undefined) return null
  const callee = act.engine.denoter.callee({ module, function: owner }, made)
  return callee.kind === 'library' && callee.name === 'Number' ? act.read(from.value) : null
}

/** `validator.isUUID(text)` and its like: the whole text has that form. */
export function wellFormed(mask: number): SpecialCall {
  return (act, use) => {
    const value = first(use)
    return value.number === 0 ? SOME_BOOLEAN : { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, mask), whenFalse: [] } }
  }
}

export function negated(value: Value): Value {
  return value.test === null ? value : { ...value, test: { whenTrue: value.test.whenFalse, whenFalse: value.test.whenTrue } }
}

/** Whether it is a part of that very value: an address whose own host is allowed may lead anywhere. */
const comesFrom = ({ label }: Taint, { taints }: Value): boolean =>
  taints.some(
    ({ label: whole }) =>
      whole === label ||
      (whole.kind === 'source' && label.kind === 'source' && whole.model === label.model && label.name?.startsWith(`${whole.name ?? ''}.`)),
  )

/** The framework's own question whether an address stays on this site. */
export function ownAddress(act: Activation, use: CallUse): Value {
  const value = first(use)
  const hosts = use.args.named.get('allowed_hosts') ?? use.args.positional[1]
  if (value.number === 0 || (hosts !== undefined && deepTaints(act, hosts).some((taint) => comesFrom(taint, value)))) return SOME_BOOLEAN
  return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, maskOf('open-redirect', 'ssrf')), whenFalse: [] } }
}
