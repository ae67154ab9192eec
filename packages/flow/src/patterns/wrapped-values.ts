import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, type Reader, type SlotRef } from '../routes/reader.ts'

/** Types that keep a text out of logs, and declarations of fields with what they hold by default. */
const WRAPS =
  /^(?:pydantic(?:\.types)?\.(?:SecretStr|SecretBytes|Secret)|starlette\.datastructures\.Secret|pydantic(?:\.fields)?\.Field|dataclasses\.field|msgspec\.field|attrs?\.(?:field|ib))$/
const DEEPEST = 3

/** `SecretStr('...')`, `Field(default=SecretStr('...'))`: the slot of the value itself. */
export function unwrapped(reader: Reader, scope: Scope, slot: Slot, depth = 0): Slot {
  const call = depth < DEEPEST ? callBehind(reader, scope, slot) : null
  if (call === null || call.function !== scope.function || !WRAPS.test(call.name)) return slot
  const given =
    call.call.args.find((one) => one.kind === 'named' && one.name === 'default') ?? call.call.args.find(({ kind }) => kind === 'positional')
  return given === undefined ? slot : unwrapped(reader, scope, given.value, depth + 1)
}

/** `field(default_factory=lambda: ...)`: what the function that makes the value gives; null where there is none. */
export function madeByFactory(reader: Reader, scope: Scope, slot: Slot): SlotRef | null {
  const call = callBehind(reader, scope, slot)
  if (call === null || call.function !== scope.function || !WRAPS.test(call.name)) return null
  const factory = call.call.args.find((one) => one.kind === 'named' && /^(?:default_)?factory$/.test(one.name))
  const made = factory === undefined ? null : reader.denoter.denote(scope, factory.value)
  if (made?.kind !== 'function') return null
  const [only, ...more] = made.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return only === undefined || more.length > 0 ? null : { scope: { module: made.module, function: made.function }, slot: only }
}
