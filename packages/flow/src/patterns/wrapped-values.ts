import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, type Reader } from '../routes/reader.ts'

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
