import type { IrClass } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { functionAt } from './program.ts'
import { NOTHING, type Value } from './value.ts'

/** Runs the body of a class statement (its decorators register methods) and yields the class. */
export function runClassBody(act: Activation, owner: IrClass): Value {
  const { module } = act.frame
  const environment = act.environment ?? act.outer
  callFunction(
    act,
    { kind: 'function', module, function: functionAt(module, owner.body), environment, receiver: null, bound: [] },
    NO_ARGUMENTS,
    owner,
  )
  return { ...NOTHING, hint: { kind: 'class', module, class: owner, environment } }
}
