import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { type Hint, NOTHING, type Value } from '../value.ts'

export type LibraryHint = Hint & { readonly kind: 'library' }
/** Undefined leaves the call to the models. */
export type SpecialCall = (act: Activation, use: CallUse, hint: LibraryHint) => Value | undefined

/** The first argument, whatever it is called. */
export function first(use: CallUse): Value {
  return use.args.positional[0] ?? [...use.args.named.values()][0] ?? NOTHING
}
