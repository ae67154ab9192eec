import { functionAt } from '../engine/program.ts'
import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { decoratorsOf, type FunctionRef, placeOfCall, placeOfFunction, type Reader, type SeenCall } from './reader.ts'
import type { Attachment, FoundRoute, Manner } from './router-graph.ts'

export interface PythonRoute {
  readonly framework: string
  readonly methods: readonly string[]
  readonly path: string
  readonly handler: FunctionRef | null
  readonly attachments?: readonly Attachment[]
  readonly owner?: FoundRoute['owner']
  readonly rateLimits?: readonly string[]
}

/** A route with what the frameworks without schemas and parameters of their own have in common; it stands where it is registered. */
export function pythonRoute(reader: Reader, call: SeenCall | null, { handler, ...route }: PythonRoute): FoundRoute {
  return {
    owner: null,
    attachments: [],
    rateLimits: [],
    ...route,
    place: call === null && handler !== null ? placeOfFunction(reader, handler) : placeOf(reader, call, handler),
    handler,
    handlerName: handler === null ? '<anonymous>' : handler.function.name,
    guards: [],
    parameters: [],
    body: null,
    responseSchema: null,
    csrf: null,
    isPublic: false,
    order: [0],
    confidence: 'high',
  }
}

/** In the file of its handler a route is found at its decorator, else where it is listed. */
function placeOf(reader: Reader, call: SeenCall | null, handler: FunctionRef | null): FoundRoute['place'] {
  if (call === null) return { file: '', line: 0, endLine: 0, symbol: '', snippet: '' }
  const place = placeOfCall(reader, call)
  return handler === null || handler.module !== call.module ? place : { ...place, symbol: handler.function.name }
}

/** Where a function of the tree is made, decorators aside; -1 when it is no function of that parent. */
function slotOfFunction(parent: IrFunction, fn: IrFunction): Slot {
  for (const block of parent.blocks) {
    for (const instruction of block.instructions)
      if (instruction.op === 'function' && instruction.function === fn.index) return instruction.dst
  }
  return -1
}

/** A function of the tree as something put before handlers. */
export function attachedFunction({ module, function: fn }: FunctionRef, manner: Manner): readonly Attachment[] {
  const scope = { module, function: functionAt(module, Math.max(fn.parent, 0)) }
  const slot = slotOfFunction(scope.function, fn)
  // The class of a method says nothing of what the method is for.
  const label = fn.ownerClass < 0 ? {} : { label: fn.name.slice(fn.name.lastIndexOf('.') + 1) }
  return slot < 0 ? [] : [{ scope, slot, manner, ...label }]
}

/** The decorators of a function or a class as wrappers. */
export function decoratorWrappers(module: Module, decorated: IrFunction | IrClass): readonly Attachment[] {
  return decoratorsOf(module, decorated).map(({ scope, slot }) => ({ scope, slot, manner: 'wrapper' }))
}
