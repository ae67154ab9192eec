import type { Denotation } from '../engine/denotation.ts'
import type { Owner } from './own-subject.ts'
import { definitionBehind, type Reader, type SeenCall } from './reader.ts'

type Method = Extract<Denotation, { readonly kind: 'function' }>

/**
 * `self.repository.by_id(id)` in a method of a base class, where the class of the object that runs sets its own repository: the method that is meant
 * then; null where the call is another.
 */
export function methodOfOwnMember(reader: Reader, call: SeenCall, self: Owner | null): Method | null {
  if (self === null || call.callee.kind === 'function' || call.call.receiver < 0 || call.function.selfSlot < 0) return null
  const read = definitionBehind(call, call.call.receiver)?.instruction
  if (read?.op !== 'get' || read.object !== call.function.selfSlot) return null
  const object = reader.denoter.member({ kind: 'instance', module: self.module, class: self.class, origin: self.origin ?? null }, read.key)
  const method = object.kind === 'instance' || object.kind === 'class' ? reader.denoter.member(object, call.method) : null
  return method?.kind === 'function' ? { ...method, receiver: object } : null
}
