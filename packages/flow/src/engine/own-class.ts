import type { Activation } from './activation.ts'
import { factsFor } from './facts-for.ts'
import { ALL_KINDS } from './kinds.ts'
import type { Test, Value } from './value.ts'

/** What arrives with a request is text and plain objects, never an instance of a class of the tree; a model that a library fills may be one. */
export function ofOwnClass(act: Activation, value: Value, type: Value): Test | null {
  if (type.hint?.kind !== 'class' || value.number === 0 || !isNoInstance(value.hint)) return null
  const { class: owner, module } = type.hint
  // What maps rows or bodies to classes marks them.
  const isPlain =
    (value.hint === null || owner.decorators.length === 0) && act.engine.denoter.bases(module, owner).every(({ kind }) => kind === 'class')
  return isPlain ? { whenTrue: factsFor(act, value.number, ALL_KINDS), whenFalse: [] } : null
}

/** Nothing is known of it, or it came out of a library, which makes no instances of a class that it was never given. */
function isNoInstance(hint: Value['hint']): boolean {
  return hint === null || hint.kind === 'library' || (hint.kind === 'choice' && hint.hints.every(isNoInstance))
}
