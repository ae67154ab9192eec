import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { encodedFrom, formOfBuffer } from '../encoded-text.ts'
import { factsFor } from '../facts-for.ts'
import { ALL_KINDS } from '../kinds.ts'
import { NOTHING, SOME_BOOLEAN, SOME_STRING, type Value } from '../value.ts'
import type { LibraryHint } from './special-call.ts'

const DIGEST = 'hmac.digest()'

/** A digest remembers what was signed, through calls too, so that comparing it says something of that. */
function digestOf(act: Activation, use: CallUse, name: string, signedValues: readonly Value[]): Value {
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, signedValues[0]?.number ?? 0, 'text')
  return {
    ...NOTHING,
    number,
    hint: { kind: 'library', name, origin: null, details: { args: signedValues, named: new Map(), receiver: null } },
  }
}

const signedBy = (value: Value | null | undefined): readonly Value[] =>
  value?.hint?.kind === 'library' && /hmac/i.test(value.hint.name) ? (value.hint.details?.args ?? []) : []

/** `hmac.new(key, message)`, `createHmac(algorithm, key)`. */
export function signed(act: Activation, use: CallUse, hint: LibraryHint): Value {
  const message =
    hint.name === 'hmac.new' || hint.name === 'hmac.digest' ? (use.args.positional[1] ?? use.args.named.get('msg')) : undefined
  return digestOf(act, use, `${hint.name}()`, message === undefined ? [] : [message])
}

/** `mac.update(message)`: what is added is signed too. */
export function signedMore(act: Activation, use: CallUse, hint: LibraryHint): Value {
  return digestOf(act, use, `${hint.name}()`, [...use.args.positional.slice(0, 1), ...signedBy(use.receiver)])
}

export function signedText(act: Activation, use: CallUse): Value {
  return digestOf(act, use, DIGEST, signedBy(use.receiver))
}

/** `Buffer.from(mac)`: the same digest, for the comparison of bytes. */
export const keptDigest = (_act: Activation, use: CallUse): Value | undefined => {
  const [text] = use.args.positional
  return text?.hint?.kind === 'library' && text.hint.name === DIGEST ? text : undefined
}

/** `bytes.toString('base64')`: an alphabet in which nothing means anything. */
export function encodedBytes(_act: Activation, { args, receiver }: CallUse): Value | undefined {
  const form = formOfBuffer(args.positional[0]?.constant)
  return form === null ? undefined : { ...SOME_STRING, hint: receiver === null ? null : encodedFrom(receiver, form) }
}

/** What equals a digest that is not the caller's is genuine, and so is what our key signed. */
export function sameDigest(act: Activation, use: CallUse): Value {
  const [left = NOTHING, right = NOTHING] = use.args.positional
  const messages = [left, right].flatMap(signedBy)
  if (messages.length === 0 && left.taints.length > 0 && right.taints.length > 0) return SOME_BOOLEAN
  const facts = [left, right, ...messages].flatMap((value) => (value.number === 0 ? [] : factsFor(act, value.number, ALL_KINDS)))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}
