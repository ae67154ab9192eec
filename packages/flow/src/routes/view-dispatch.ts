import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { memberFunction } from './class-views.ts'
import { handlerGuards } from './handler-guards.ts'
import { callBehind, decoratorsOf, type FunctionRef, positionalArguments, type Reader } from './reader.ts'
import type { Attachment } from './router-graph.ts'
import { createTagReader } from './value-tags.ts'

/** What stands before every method of a view class of Django. */

/** What `dispatch` or `initial` of the class, or of its bases in the tree, refuses before any method runs. */
export function dispatchGuards(reader: Reader, module: Module, owner: IrClass): readonly GuardFact[] {
  return ['dispatch', 'initial'].flatMap((name) => {
    const method = memberFunction(reader, module, owner, name)
    return method === null ? [] : handlerGuards(reader, method, createTagReader(reader, new Map()))
  })
}

/** `@method_decorator(login_required)` above `dispatch` of the class, or of its bases in the tree. */
export function dispatchDecorators(reader: Reader, module: Module, owner: IrClass, depth = 0): readonly Attachment[] {
  if (depth > 6) return []
  const own = owner.members.find((member) => member.name === 'dispatch' && member.function >= 0)
  const above = reader.denoter
    .bases(module, owner)
    .flatMap((base) => (base.kind === 'class' ? dispatchDecorators(reader, base.module, base.class, depth + 1) : []))
  return own === undefined ? above : [...methodAttachments(reader, { module, function: functionAt(module, own.function) }), ...above]
}

/** `return login_required(view)` in `as_view` of the class, or of a mixin of the tree. */
export function viewWrappers(reader: Reader, module: Module, owner: IrClass): readonly Attachment[] {
  const method = memberFunction(reader, module, owner, 'as_view')
  if (method === null) return []
  return method.function.blocks.flatMap(({ terminator }): Attachment[] => {
    const call = terminator.op === 'return' ? callBehind(reader, method, terminator.src) : null
    return call === null || call.call.callee < 0 ? [] : [{ scope: call, slot: call.call.callee, manner: 'wrapper' }]
  })
}

/** The decorators of a method, those that `method_decorator` wraps read as such. */
export function methodAttachments(reader: Reader, method: FunctionRef): readonly Attachment[] {
  return decoratorsOf(method.module, method.function).flatMap(({ scope, slot }): Attachment[] => {
    const call = callBehind(reader, scope, slot)
    if (call === null || !/method_decorator$/.test(call.name))
      return call !== null && /\.action$/.test(call.name) ? [] : [{ scope, slot, manner: 'wrapper' }]
    const first = positionalArguments(call.call)[0]
    return first === undefined ? [] : [{ scope: call, slot: first, manner: 'wrapper' }]
  })
}
