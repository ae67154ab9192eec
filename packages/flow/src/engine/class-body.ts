import type { IrClass } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { makeObject } from './containers.ts'
import { functionAt } from './program.ts'
import type { Value } from './value.ts'

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
  // What is set on the class itself later on is found there by whoever asks it.
  const own = makeObject(act, owner, 'class', { shape: 'instance', entries: new Map(), rest: null, length: -1, isExact: false, base: null })
  for (const id of own.objects) act.engine.ofClasses.add(id)
  return { ...own, hint: { kind: 'class', module, class: owner, environment } }
}
