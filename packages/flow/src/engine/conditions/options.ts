import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { getMember } from '../members.ts'
import { NOT_CONSTANT, type Value } from '../value.ts'

/** An option by its name: a keyword argument, or a key of an object among the arguments; null when it is not given. */
export function optionOf(act: Activation, use: CallUse, name: string): Value | null {
  const named = use.args.named.get(name)
  if (named !== undefined) return named
  for (const value of use.args.positional.slice(1)) {
    // Options stand in an object; an argument list has none.
    for (const id of value.objects) {
      const object = act.object(id)
      const found = object?.shape === 'dict' ? (object.entries.get(name) ?? object.rest) : null
      if (found !== null && found.constant !== undefined) return found
    }
    if (value.objects.length === 0 && value.hint === null && value.taints.length > 0) {
      const found = getMember(act, value, name, use.instruction)
      if (found.constant !== NOT_CONSTANT && found.constant !== undefined) return found
    }
  }
  return null
}
