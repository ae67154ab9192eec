import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { getMember } from './members.ts'
import type { Range } from './place.ts'
import type { Value } from './value.ts'

/** The methods that make the text of an object, the first that it has. */
const TEXT_METHODS = { python: ['__str__', '__repr__'], javascript: ['[Symbol.toPrimitive]', 'toString'] }

/** What `__str__` or `toString` of an object of the program makes of it; null for values that have none of their own. */
export function ownText(act: Activation, value: Value, at: Range): Value | null {
  const { hint } = value
  if (hint?.kind !== 'instance' || hint.module.language !== act.frame.module.language) return null
  for (const name of TEXT_METHODS[hint.module.language]) {
    const method = getMember(act, value, name, at).hint ?? null
    if (method?.kind === 'function') return callFunction(act, method, NO_ARGUMENTS, at)
  }
  return null
}
