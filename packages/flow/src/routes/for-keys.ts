import type { Slot } from '../ir/ir.ts'
import { refusesWhere } from './guard-proof.ts'
import { definitionBehind, type FunctionRef, isConstant, type Reader } from './reader.ts'
import type { Manner } from './router-graph.ts'
import { createTagReader, REQUEST } from './value-tags.ts'

/** What is left on a request only where a key of a program was sent, and no person signed in. */
const OF_KEY = /^(?:(?:api_?)?key(?:_?(?:id|scopes?))?|(?:token_?)?scopes?|machine|bot|service_?account|client_?id|integration)$/i

/**
 * Whether an attached function narrows what keys of programs may do, and asks nothing of people: `if (res.locals.scopes) throw forbidden()`,
 * `if (scopes && !scopes.includes(need)) throw forbidden()`.
 */
export function isForKeys(reader: Reader, target: FunctionRef, manner: Manner): boolean {
  if (target.module.language !== 'javascript') return false
  const { tags } = createTagReader(reader, new Map())
  const isOfKey = (slot: Slot): boolean => {
    const made = definitionBehind(target, slot)?.instruction
    return made?.op === 'get' && OF_KEY.test(made.key) && (tags(target, made.object) & REQUEST) !== 0
  }
  const withoutKey = (condition: Slot): boolean | null => {
    if (isOfKey(condition)) return false
    const made = definitionBehind(target, condition)?.instruction
    if (made?.op === 'unary' && /^(?:not|!)$/.test(made.operator)) {
      const inner = withoutKey(made.operand)
      return inner === null ? null : !inner
    }
    if (made?.op !== 'binary' || !/^[!=]==?$/.test(made.operator)) return null
    const isNothing = (slot: Slot): boolean => {
      const denoted = reader.denoter.denote(target, slot)
      return isConstant(denoted, null) || (denoted.kind === 'constant' && denoted.value === undefined)
    }
    const asked = isNothing(made.left) ? made.right : isNothing(made.right) ? made.left : -1
    return asked >= 0 && isOfKey(asked) ? made.operator.startsWith('=') : null
  }
  return !refusesWhere(reader, target, manner, withoutKey)
}
