import type { RouteEffect } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { effectsOf } from './effects.ts'
import { guardKindOfName } from './known-guards.ts'
import { callBehind, type FunctionRef, type Reader, slotText } from './reader.ts'
import type { Attachment, PlacedRoute } from './router-graph.ts'
import { CHOSEN, IDENTITY, type Tags } from './value-tags.ts'

/** What guards themselves look up: who calls, and what they may do. */
const OF_GUARDS = /user|account|session|token|key|member|permission|role|grant|tenant|api/i

/**
 * What the decorators and dependencies of a Python handler load for it by an id of the request: the row of `Depends(ticket_of_path)`, of
 * `@with_document`.
 */
export function attachedEffects(reader: Reader, placed: PlacedRoute): readonly RouteEffect[] {
  const { handler, attachments } = placed.route
  if (handler?.module.language !== 'python') return []
  const names = new Set(placed.template.parameters.map(({ name }) => name))
  if (names.size === 0) return []
  return attachments.flatMap((attachment) => {
    const target = codeBehind(reader, attachment)
    if (target === null) return []
    const frame = new Map([[target.function, frameOf(reader, target, names, attachment.manner)]])
    return effectsOf(reader, target, frame).filter(
      ({ kind, byRequestId, of }) => byRequestId && kind === 'read-one' && (of === null || !OF_GUARDS.test(of)),
    )
  })
}

function codeBehind(reader: Reader, attachment: Attachment): FunctionRef | null {
  const { scope, slot, manner } = attachment
  if (manner !== 'returns' && manner !== 'wrapper') return null
  return codeOf(reader, reader.denoter.denote(scope, slot), callBehind(reader, scope, slot), manner)?.target ?? null
}

/** Parameters that the path fills, and those that another dependency fills with whoever calls. */
function frameOf(
  reader: Reader,
  { module, function: fn }: FunctionRef,
  names: ReadonlySet<string>,
  manner: Attachment['manner'],
): ReadonlyMap<Slot, Tags> {
  const tags = new Map<Slot, Tags>()
  for (const { slot, name, defaultValue, kind } of fn.parameters) {
    if (names.has(name) || (manner === 'wrapper' && kind === 'rest-named')) tags.set(slot, CHOSEN)
    else if (manner === 'returns' && defaultValue !== null) {
      const text = slotText(reader, { module, function: module.functions[defaultValue.function] ?? fn }, defaultValue.slot)
      const found = guardKindOfName(text.replace(/^.*?(?:Depends|Security)\(\s*|\W+$/g, ''))
      if (found === 'authentication' || found === 'role') tags.set(slot, IDENTITY)
    }
  }
  return tags
}
