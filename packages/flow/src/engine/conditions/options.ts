import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { getMember } from '../members.ts'
import type { Value } from '../value.ts'

/** An option by its name: a keyword argument, or a key of an object among the arguments; null when it is not given. */
export function optionOf(act: Activation, use: CallUse, name: string): Value | null {
  const named = use.args.named.get(name)
  if (named !== undefined) return named
  for (const value of use.args.positional.slice(1)) {
    // Options stand in an object; an argument list has none.
    if (!value.objects.some((id) => act.object(id)?.shape === 'dict')) continue
    const found = getMember(act, value, name, use.instruction)
    if (found.constant !== undefined) return found
  }
  return null
}
