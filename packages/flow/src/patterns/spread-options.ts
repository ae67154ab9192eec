import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { classField } from '../routes/class-views.ts'
import { nameOf, type Reader } from '../routes/reader.ts'
import { forwardedOptions } from './forwarded-options.ts'

/** What `**options` gives a call: a dictionary, or the fields of an object that was made into one. */
export interface SpreadOptions {
  readonly get: (name: string) => Denotation | undefined
  /** Whether all its names are in sight. */
  readonly isComplete: boolean
}

const AS_DICT = /^(?:dataclasses\.asdict|attrs?\.asdict|vars|dict)\(\)$/
const OWN_DICT = /^(?:model_dump|dict|_asdict|to_dict|asdict|as_dict)$/

/** Reads `**OPTIONS`, `**asdict(POLICY)`, `**policy.model_dump()`; null when what is spread is out of sight. */
export function spreadOptions(reader: Reader, scope: Scope, slot: Slot): SpreadOptions | null {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'dict') return { get: (name) => denoted.entries.get(name), isComplete: denoted.isComplete }
  const made = denoted.kind === 'library' && denoted.name === 'dict()' ? denoted.origin : null
  if (made?.call.args.every(({ kind }) => kind === 'named') === true)
    return { get: (name) => reader.denoter.argument(made, made.call, -1, name) ?? undefined, isComplete: true }
  const object = objectBehind(reader, scope, slot, denoted)
  if (object === null) return forwardedOptions(reader, scope, slot)
  return { get: (name) => fieldOf(reader, object, name), isComplete: true }
}

type Instance = Extract<Denotation, { kind: 'instance' }>

/** The object whose fields a dictionary holds. */
function objectBehind(reader: Reader, scope: Scope, slot: Slot, denoted: Denotation): Instance | null {
  const name = nameOf(denoted)
  if (AS_DICT.test(name) && denoted.kind === 'library' && denoted.origin !== null) {
    const given = reader.denoter.argument(denoted.origin, denoted.origin.call, 0)
    return given?.kind === 'instance' && given.origin !== null ? given : null
  }
  for (const call of reader.callsIn(scope.function)) {
    if (call.call.dst !== slot || !OWN_DICT.test(call.method) || call.call.args.length > 0 || call.callee.kind === 'function') continue
    const given = reader.denoter.denote(call, call.call.receiver)
    return given.kind === 'instance' && given.origin !== null ? given : null
  }
  return null
}

/** What the maker of the object was given for a field, else its default. */
function fieldOf(reader: Reader, { module, class: owner, origin }: Instance, name: string): Denotation | undefined {
  const position = owner.members.filter(({ kind }) => kind === 'field').findIndex((member) => member.name === name)
  const given = origin === null ? null : reader.denoter.argument(origin, origin.call, position, name)
  if (given !== null) return given
  const field = classField(reader, module, owner, name)
  return field === null ? undefined : reader.denoter.denote(field.scope, field.slot)
}
