import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { deepTaints } from './containers.ts'
import { functionHints } from './unknown-call.ts'
import { joinTaints, NO_TAINTS, SOME_STRING, type Taint, type Value } from './value.ts'

/** What is put in place of a match: a text, or whatever a function brings from elsewhere for each. */
export function replacementTaints(act: Activation, replacement: Value | undefined, use: CallUse): readonly Taint[] {
  if (replacement === undefined) return NO_TAINTS
  const functions = functionHints(replacement.hint)
  if (functions.length === 0)
    return replacement.hint === null || act.frame.module.language !== 'python' ? deepTaints(act, replacement) : NO_TAINTS
  const args = { ...NO_ARGUMENTS, positional: [SOME_STRING, SOME_STRING], isOpen: true }
  return functions.reduce(
    (taints, hint) => joinTaints(taints, callFunction(act, hint, args, use.instruction)?.taints ?? NO_TAINTS),
    NO_TAINTS,
  )
}
