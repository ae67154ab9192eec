import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { type CallArguments, callFunction } from './call-function.ts'
import { definitionsOf } from './definitions.ts'
import { libraryCall } from './library-call.ts'
import { functionHints } from './unknown-call.ts'
import { joinValues, type Value } from './value.ts'

/**
 * Calls what was handed over by reference, of the program or of a library: `ids.map(Number)`, `add_task(os.system, command)`. Null when
 * nothing comes back, undefined when it is not known what is called.
 */
export function callGiven(act: Activation, callee: Value | undefined, args: CallArguments, use: CallUse): Value | null | undefined {
  const hint = callee?.hint ?? null
  if (hint?.kind === 'library')
    return libraryCall(act, hint, {
      instruction: use.instruction,
      args,
      receiver: callee === undefined ? null : receiverOf(act, callee, use),
      method: hint.name.slice(hint.name.lastIndexOf('.') + 1),
    })
  let joined: Value | null | undefined
  for (const one of functionHints(hint)) {
    const value = callFunction(act, one, args, use.instruction)
    joined = value === null ? (joined ?? null) : joined === null || joined === undefined ? value : joinValues(joined, value)
  }
  return joined
}

/** `to_thread(target.write_bytes, content)`: the object whose method is handed over. */
function receiverOf(act: Activation, callee: Value, { instruction }: CallUse): Value | null {
  for (const { value } of instruction.args) {
    if (act.read(value) !== callee) continue
    const [only, ...more] = definitionsOf(act.frame.module, act.frame.function, value)
    if (only?.kind === 'instruction' && more.length === 0 && only.instruction.op === 'get') return act.read(only.instruction.object)
  }
  return null
}
