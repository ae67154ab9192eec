import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { wholeTaints } from '../conditions/objects.ts'
import { merge } from '../container-methods.ts'
import { clearReflection } from '../indexing.ts'
import { dictObject, elementOf, getMember, listObject, makeObject, setMember } from '../members.ts'
import { useSink } from '../sinks.ts'
import { functionHints } from '../unknown-call.ts'
import { joinTaints, joinValues, NOTHING, SOME_STRING, type Value } from '../value.ts'
import { first } from './special-call.ts'

export function objectAssign(act: Activation, use: CallUse): Value {
  const [target = NOTHING, ...sources] = use.args.positional
  // A record that a library loaded takes every field of the body.
  if (target.hint?.kind === 'library' && target.objects.length === 0)
    for (const source of sources)
      useSink(act, { kind: 'mass-assignment', cwe: 915, name: 'Object.assign' }, wholeTaints(act, source), use.instruction)
  for (const source of sources) merge(act, target, source, use)
  let taints = target.taints
  for (const source of sources) taints = joinTaints(taints, source.taints)
  return { ...target, taints }
}

export function keyOf(use: CallUse): Value {
  return { ...SOME_STRING, taints: first(use).taints }
}

export function entriesOf(act: Activation, use: CallUse): Value {
  const object = first(use)
  const pair = makeObject(act, use.instruction, 'pair', listObject([keyOf(use), elementOf(act, object, use.instruction)], 'tuple', null))
  return makeObject(act, use.instruction, 'entries', listObject([], 'list', pair))
}

export function makeDict(act: Activation, use: CallUse): Value {
  const made = makeObject(act, use.instruction, 'dict', dictObject(use.args.named, null))
  const [source] = use.args.positional
  if (source !== undefined) merge(act, made, source, use)
  if (use.args.spreadNamed !== null) merge(act, made, use.args.spreadNamed, use)
  return source === undefined ? made : { ...made, taints: source.taints }
}

export function copyList(act: Activation, use: CallUse): Value {
  const source = first(use)
  if (use.args.positional.length === 0) return makeObject(act, use.instruction, 'list', listObject([], 'list', null))
  const object = source.objects.length === 1 ? act.object(source.objects[0] ?? -1) : undefined
  if (object !== undefined && (object.shape === 'list' || object.shape === 'tuple' || object.shape === 'set'))
    return makeObject(act, use.instruction, 'list', object)
  const element = elementOf(act, source, use.instruction)
  const callbacks = functionHints(use.args.positional[1]?.hint ?? null)
  const mapped = callbacks.map(
    (callback) => callFunction(act, callback, { ...NO_ARGUMENTS, positional: [element] }, use.instruction) ?? NOTHING,
  )
  return makeObject(act, use.instruction, 'list', listObject([], 'list', mapped[0] ?? element))
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

export function setAttribute(act: Activation, use: CallUse): Value | undefined {
  const [object = NOTHING, name = NOTHING, value = NOTHING] = use.args.positional
  setMember(act, object, typeof name.constant === 'string' ? name.constant : null, value)
  return undefined
}
