import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { elementOf } from './containers.ts'
import { getMember } from './members.ts'
import type { Range } from './place.ts'
import type { Value } from './value.ts'

/** What `with value as name` binds: what a generator yields, or what `__enter__` gives. */
export function entered(act: Activation, value: Value, at: Range): Value {
  if (act.frame.module.language !== 'python') return value
  // Nobody enters a list: the function is a context manager that yields once.
  if (value.hint === null && value.objects.length > 0 && value.objects.every((id) => act.object(id)?.shape === 'list'))
    return elementOf(act, value, at)
  if (value.hint?.kind !== 'instance') return value
  for (const name of ['__enter__', '__aenter__']) {
    const { hint } = getMember(act, value, name, at)
    if (hint?.kind === 'function') return callFunction(act, hint, NO_ARGUMENTS, at) ?? value
  }
  return value
}
