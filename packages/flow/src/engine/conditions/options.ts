import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { getMember } from '../members.ts'
import { NOT_CONSTANT, NOTHING, type Value } from '../value.ts'

/** Whether a dictionary that is known whole has no such key. */
const isWithout = (act: Activation, { objects }: Value, key: string): boolean =>
  objects.length > 0 && objects.every((id) => act.object(id)?.isExact === true && act.object(id)?.entries.has(key) !== true)

/** An option by its name: a keyword argument, or a key of an object among the arguments; null when it is not given. */
export function optionOf(act: Activation, use: CallUse, name: string): Value | null {
  const named = use.args.named.get(name)
  if (named !== undefined) return named
  const { spreadNamed } = use.args
  if (spreadNamed !== null && !isWithout(act, spreadNamed, name)) {
    const spread = getMember(act, spreadNamed, name, use.instruction)
    if (spread.constant !== undefined && spread !== NOTHING) return spread
  }
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
