import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { dictObject, makeObject } from '../containers.ts'
import { getMember } from '../members.ts'
import { constantValue, type Value } from '../value.ts'
import { first } from './special-call.ts'

/** `asdict(record)`: the fields of a dataclass under their names, by default what the class says. */
export function recordAsDict(act: Activation, use: CallUse): Value | undefined {
  const record = first(use)
  if (record.hint?.kind !== 'instance') return undefined
  const { module, class: owner } = record.hint
  const entries = new Map<string, Value>()
  for (const { kind, name, type } of owner.members) {
    if (kind !== 'field' || type === null) continue
    const given = record.objects.map((id) => act.object(id)?.entries.get(name)).find((value) => value !== undefined)
    const written = act.engine.denoter.member({ kind: 'class', module, class: owner }, name)
    const fallback = written.kind === 'constant' ? constantValue(written.value) : undefined
    entries.set(name, given ?? fallback ?? getMember(act, record, name, use.instruction))
  }
  if (entries.size === 0) return undefined
  return { ...makeObject(act, use.instruction, 'asdict', dictObject(entries, null)), taints: record.taints }
}
