import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { getMember } from './members.ts'
import type { Range } from './place.ts'
import type { Value } from './value.ts'

/** What `__str__` of an object of the program makes of it; null for values that have none of their own. */
export function ownText(act: Activation, value: Value, at: Range): Value | null {
  if (value.hint?.kind !== 'instance' || act.frame.module.language !== 'python') return null
  const method = getMember(act, value, '__str__', at).hint ?? null
  return method?.kind === 'function' ? callFunction(act, method, NO_ARGUMENTS, at) : null
}
