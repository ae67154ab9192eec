import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { memberFunction } from './class-views.ts'
import { handlerGuards } from './handler-guards.ts'
import { itemsOf } from './python-routers.ts'
import { callBehind, decoratorsOf, type FunctionRef, namedArgument, nameOf, positionalArguments, type Reader } from './reader.ts'
import type { Attachment } from './router-graph.ts'
import { createTagReader } from './value-tags.ts'

/** What stands before every method of a view class of Django. */

/** What `dispatch`, `initial` or `check_permissions` (DRF) of the class, or of its bases in the tree, refuses before any method runs. */
export function dispatchGuards(reader: Reader, module: Module, owner: IrClass): readonly GuardFact[] {
  return ['dispatch', 'initial', 'check_permissions'].flatMap((name) => {
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

/** `@method_decorator(login_required, name='dispatch')` above a class. */
export function classDecorators(
  reader: Reader,
  module: Module,
  owner: IrClass,
): { readonly attachments: readonly Attachment[]; readonly isExempt: boolean } {
  const attachments: Attachment[] = []
  for (const { scope, slot } of decoratorsOf(module, owner)) {
    const call = callBehind(reader, scope, slot)
    const first = call === null ? undefined : positionalArguments(call.call)[0]
    if (call === null || first === undefined || !/method_decorator$/.test(call.name)) {
      attachments.push({ scope, slot, manner: 'wrapper' })
      continue
    }
    const items = itemsOf(call, first)
    for (const item of items.length > 0 ? items : [{ scope: call, slot: first }])
      attachments.push({ scope: item.scope, slot: item.slot, manner: 'wrapper' })
  }
  attachments.push(...inheritedDecorators(reader, module, owner, 0))
  return { attachments, isExempt: attachments.some(({ scope, slot }) => /csrf_exempt$/.test(nameOf(reader.denoter.denote(scope, slot)))) }
}

/** What bases of the tree put round a method that this class has of them, by `method_decorator(..., name='dispatch')`. */
function inheritedDecorators(reader: Reader, module: Module, owner: IrClass, depth: number): readonly Attachment[] {
  if (depth > 6) return []
  return reader.denoter.bases(module, owner).flatMap((base): readonly Attachment[] => {
    if (base.kind !== 'class') return []
    const own = decoratorsOf(base.module, base.class).flatMap(({ scope, slot }): Attachment[] => {
      const call = callBehind(reader, scope, slot)
      const [first] = call === null ? [] : positionalArguments(call.call)
      const isOfMethod = call !== null && /method_decorator$/.test(call.name) && namedArgument(call.call.args, 'name') >= 0
      return isOfMethod && first !== undefined ? [{ scope: call, slot: first, manner: 'wrapper' }] : []
    })
    return [...own, ...inheritedDecorators(reader, base.module, base.class, depth + 1)]
  })
}
