import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import type { Reader, SeenCall, SlotRef } from './reader.ts'

const waiting = new WeakMap<Reader, Map<IrFunction, SlotRef | null>>()

/** `find(token).then((account) => ...)`: what the first parameter of such a callback is, is what the promise gives; null for all others. */
export function promiseBehind(reader: Reader, { module, function: fn }: Scope, slot: Slot): SlotRef | null {
  if (module.language !== 'javascript' || fn.parameters[0]?.slot !== slot || slot === fn.selfSlot) return null
  let known = waiting.get(reader)
  if (known === undefined) {
    known = new Map()
    waiting.set(reader, known)
  }
  let found = known.get(fn)
  if (found === undefined) {
    const outer = module.functions[fn.parent]
    const call = outer === undefined ? undefined : reader.callsIn(outer).find((one) => one.method === 'then' && isGiven(one, fn))
    found = call === undefined ? null : { scope: call, slot: call.call.receiver }
    known.set(fn, found)
  }
  return found
}

function isGiven({ module, function: outer, call }: SeenCall, callback: IrFunction): boolean {
  const [first] = call.args
  const [only] = first === undefined ? [] : definitionsOf(module, outer, first.value)
  return only?.kind === 'instruction' && only.instruction.op === 'function' && only.instruction.function === callback.index
}
