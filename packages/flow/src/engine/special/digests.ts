import type { Activation } from '../activation.ts'
import { factsFor } from '../binary.ts'
import type { CallUse } from '../call.ts'
import { ALL_KINDS } from '../kinds.ts'
import { NOTHING, SOME_BOOLEAN, SOME_STRING, type Value } from '../value.ts'
import type { LibraryHint } from './special-call.ts'

/** A signature remembers what was signed, so that comparing it says something of that. */
export function signed(act: Activation, use: CallUse, hint: LibraryHint): Value {
  const message = use.args.positional[1] ?? use.args.named.get('msg') ?? NOTHING
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, message.number, 'text')
  return { ...NOTHING, number, hint: { kind: 'library', name: `${hint.name}()`, origin: null, details: null } }
}

/** `hmac.update(message)`: what is added is signed too. */
export function signedMore(act: Activation, use: CallUse, hint: LibraryHint): Value {
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, use.args.positional[0]?.number ?? 0, 'text')
  return { ...NOTHING, number, hint: { kind: 'library', name: `${hint.name}()`, origin: null, details: null } }
}

export function signedText(act: Activation, use: CallUse): Value {
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, use.receiver?.number ?? 0, 'text')
  return { ...SOME_STRING, number }
}

/** What equals a digest that is not the caller's is genuine, and so is what our key signed. */
export function sameDigest(act: Activation, use: CallUse): Value {
  const [left = NOTHING, right = NOTHING] = use.args.positional
  if (left.taints.length > 0 && right.taints.length > 0) return SOME_BOOLEAN
  const facts = [left, right].flatMap((value) => (value.number === 0 ? [] : factsFor(act, value.number, ALL_KINDS)))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}
