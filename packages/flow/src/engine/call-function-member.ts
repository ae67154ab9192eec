import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, type FunctionHint } from './call-function.ts'
import { elementOf } from './members.ts'
import { NOTHING, type Value } from './value.ts'

/** `f.call(self, ...)`, `f.apply(self, [...])`, `f.bind(self, ...)`, `task.delay(...)`; undefined for other members. */
export function callFunctionMember(act: Activation, hint: FunctionHint, receiver: Value, use: CallUse): Value | null | undefined {
  const [self = null, ...rest] = use.args.positional
  switch (use.method) {
    case 'call':
      return callFunction(act, { ...hint, receiver: self }, { ...use.args, positional: rest }, use.instruction)
    case 'apply':
      return callFunction(
        act,
        { ...hint, receiver: self },
        { ...use.args, positional: [], spread: rest[0] === undefined ? null : elementOf(act, rest[0], use.instruction) },
        use.instruction,
      )
    case 'bind':
      return { ...receiver, hint: { ...hint, receiver: self ?? hint.receiver, bound: [...hint.bound, ...rest] } }
    case 'delay':
    case 'apply_async':
      callFunction(act, hint, use.args, use.instruction)
      return NOTHING
    default:
      return undefined
  }
}
