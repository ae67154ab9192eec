import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { innerFunctions } from './function-view.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'
import type { Manner } from './router-graph.ts'

/** A walk that has seen nothing yet. */
export function newWalk(reader: Reader, target: FunctionRef, manner: Manner, depth: number): Walk {
  const wrapped = wrappedSlots(target, manner)
  const nothing = { refuses: false, asksLibrary: false, isUnknownRole: false, decide: null, asked: null }
  return { reader, target, manner, depth, statuses: new Set(), ...nothing, wrapped }
}

/** What is known while the body of an attached function is walked. */
export interface Walk {
  readonly reader: Reader
  readonly target: FunctionRef
  readonly manner: Manner
  readonly depth: number
  readonly statuses: Set<number>
  refuses: boolean
  asksLibrary: boolean
  /** Whether the caller's role equals none that is written out. */
  readonly isUnknownRole: boolean
  /** What a condition of the function is; null when nobody knows. */
  readonly decide: ((condition: Slot) => boolean | null) | null
  /** The call that is given the callback which is walked. */
  readonly asked: SeenCall | null
  /** Whose call means that the request goes on: the `next` parameter, or the function a decorator wraps. */
  readonly wrapped: readonly { readonly function: IrFunction; readonly slot: Slot }[]
}

function wrappedSlots({ module, function: fn }: FunctionRef, manner: Manner): Walk['wrapped'] {
  if (manner === 'next') {
    const parameters = fn.parameters.filter((parameter) => parameter.slot !== fn.selfSlot)
    const named = parameters.find((parameter) =>
      /^(?:_?next|done|cb|callback|call_next|get_response|handler|proceed)$/i.test(parameter.name),
    )
    const last = named ?? (parameters.length >= 3 ? parameters[2] : parameters.length === 2 ? parameters[1] : undefined)
    return last === undefined ? [] : [{ function: fn, slot: last.slot }]
  }
  if (manner !== 'wrapper') return []
  // The wrapped function is a parameter of the enclosing decorator: any parameter of an enclosing function that this one calls.
  const found: { function: IrFunction; slot: Slot }[] = []
  for (let at = module.functions[fn.parent]; at !== undefined && at.index !== 0; at = module.functions[at.parent]) {
    const owner = at
    const own = at.parameters.flatMap(({ slot }) => (slot === owner.selfSlot ? [] : [{ function: owner, slot }]))
    // Of a factory's parameters only the one that something calls is wrapped, and the nearest: neither `role` in `role_required(role)(view)`
    // nor `test` in `user_passes_test(test)(view)`.
    const called = own.filter(({ slot }) => calls(module, fn, owner, slot))
    if (called.length > 0) return called
    found.push(...own)
  }
  return found
}

/** Whether a function, or one inside it, calls a variable of an outer one. */
function calls(module: FunctionRef['module'], fn: IrFunction, owner: IrFunction, slot: Slot): boolean {
  return [fn, ...innerFunctions({ module, function: fn })].some((each) =>
    each.blocks.some(({ instructions }) =>
      instructions.some((instruction) => {
        if (instruction.op !== 'call') return false
        const called = upwards({ module, function: each }, instruction.callee >= 0 ? instruction.callee : instruction.receiver)
        return called !== null && called.function === owner && called.slot === slot
      }),
    ),
  )
}

export function isContinuation(walk: Walk, call: Extract<Instruction, { op: 'call' }>): boolean {
  if (call.callee >= 0) return isWrapped(walk, walk.target, call.callee)
  // `fn.call(this, ...)`, `next.apply(...)`, `get_response.__call__(...)`, `next.handle()` of Nest.
  if (isWrapped(walk, walk.target, call.receiver)) return true
  return (
    walk.manner === 'next' && call.receiver === walk.target.function.selfSlot && (call.method === 'get_response' || call.method === 'app')
  )
}

export function isWrapped(walk: Walk, scope: Scope, slot: Slot): boolean {
  if (walk.wrapped.some((wrapped) => wrapped.function === scope.function && wrapped.slot === slot)) return true
  const found = upwards(scope, slot)
  return found !== null && walk.wrapped.some((wrapped) => wrapped.function === found.function && wrapped.slot === found.slot)
}

/** The variable that a slot reads, one step back. */
function upwards(scope: Scope, slot: Slot): { readonly function: IrFunction; readonly slot: Slot } | null {
  const definitions = definitionsOf(scope.module, scope.function, slot)
  const only = definitions[0]
  if (definitions.length !== 1 || only?.kind !== 'instruction') return null
  if (only.instruction.op === 'move') return { function: scope.function, slot: only.instruction.src }
  if (only.instruction.op !== 'load-up') return null
  const outer = scope.module.functions[only.instruction.function]
  return outer === undefined ? null : { function: outer, slot: only.instruction.slot }
}

export function isInside(functions: readonly IrFunction[], inner: IrFunction, outer: IrFunction): boolean {
  for (let at = functions[inner.parent]; at !== undefined; at = functions[at.parent]) {
    if (at === outer) return true
    if (at.index === 0) return false
  }
  return false
}
