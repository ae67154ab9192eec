import type { BinaryOperator } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { getMember } from './members.ts'
import type { Range } from './place.ts'
import type { Value } from './value.ts'

/** The methods that Python runs for an operator: of what stands on the left, else of what stands on the right. */
const METHODS: Partial<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
}

/** `part + other` of a class of the program runs its `__add__`: what it makes is not the two written one after the other. */
export function ownOperator(act: Activation, operator: BinaryOperator, left: Value, right: Value, at: Range): Value | null {
  const word = METHODS[operator]
  if (word === undefined || act.frame.module.language !== 'python') return null
  return (
    callMethod(act, left, `__${word}__`, right, at) ??
    callMethod(act, left, `__i${word}__`, right, at) ??
    callMethod(act, right, `__r${word}__`, left, at)
  )
}

function callMethod(act: Activation, object: Value, name: string, other: Value, at: Range): Value | null {
  if (object.hint?.kind !== 'instance' || object.hint.module.language !== 'python') return null
  const method = getMember(act, object, name, at).hint
  return method?.kind === 'function' ? callFunction(act, method, { ...NO_ARGUMENTS, positional: [other] }, at) : null
}
