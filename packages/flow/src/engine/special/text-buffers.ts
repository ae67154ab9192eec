import { tableOf } from '../../table-of.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { NO_ARGUMENTS } from '../call-function.ts'
import { containerCall, removed } from '../container-methods.ts'
import { listObject, makeObject } from '../containers.ts'
import { nextItem } from '../iterated.ts'
import { maskOf } from '../kinds.ts'
import { clearTaints, constantValue, joinValues, type Value } from '../value.ts'
import { first, type SpecialCall } from './special-call.ts'

const ADDRESS = maskOf('ssrf')

/** `io.StringIO(text)`: the pieces that are written, in order. What is in memory names no host. */
function textBuffer(act: Activation, use: CallUse): Value {
  const given = use.args.positional.slice(0, 1).map((text) => ({ ...text, taints: clearTaints(text.taints, ADDRESS) }))
  const pieces = makeObject(act, use.instruction, 'buffer', listObject(given, 'list', null))
  return { ...pieces, hint: { kind: 'library', name: 'io.StringIO()', origin: null, details: null } }
}

/** Undefined where it is not known what was written. */
function onPieces(act: Activation, use: CallUse, method: string, positional: readonly Value[]): Value | undefined {
  const { receiver } = use
  if (receiver === null || receiver.objects.length === 0) return undefined
  return containerCall(act, receiver, { ...use, method, args: { ...NO_ARGUMENTS, positional } }) ?? undefined
}

const written: SpecialCall = (act, use) => onPieces(act, use, 'append', [first(use)])
const whole: SpecialCall = (act, use) => onPieces(act, use, 'join', [constantValue('')])

/** `next(items)` of a generator whose items are known, or of an iterator of the program. */
const nextOf: SpecialCall = (act, use) => {
  const [items, fallback] = use.args.positional
  if (items?.hint?.kind === 'instance') return nextItem(act, items, use.instruction) ?? undefined
  const objects = (items?.objects ?? []).map((id) => act.object(id)).filter((object) => object !== undefined)
  if (items === undefined || objects.length === 0 || objects.some(({ shape }) => shape !== 'list')) return undefined
  const taken = removed(act, items, objects, { ...use, method: 'shift' })
  return fallback === undefined ? taken : joinValues(taken, fallback)
}

export const TEXT_BUFFERS = tableOf<SpecialCall>({
  'io.StringIO': textBuffer,
  'StringIO.StringIO': textBuffer,
  'io.StringIO().write': written,
  'io.StringIO().writelines': (act, use) => onPieces(act, use, 'extend', [first(use)]),
  'io.StringIO().getvalue': whole,
  'io.StringIO().read': whole,
  next: nextOf,
})
