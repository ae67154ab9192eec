import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { innerFunctions } from '../routes/function-view.ts'
import { type Reader, type SeenCall, type SlotRef, stringAt } from '../routes/reader.ts'
import type { GivenTexts } from '../routes/statements.ts'
import { type Look, type WholeRow, wholeRead } from './whole-reads.ts'

/** What a look at one answer needs on its way. */
export interface Walk extends Look {
  steps: number
  readonly follow: (walk: Walk, scope: Scope, slot: Slot, bound: Bindings, depth: number) => WholeRow | null
  /** The function that calls back, and what it was given. */
  entered: { readonly function: IrFunction; readonly bindings: Bindings } | null
}

export type Bindings = ReadonlyMap<Slot, { readonly ref: SlotRef; readonly bindings: Bindings }>

/** Values followed one within the other. */
export const DEEPEST = 14
export const NOTHING_BOUND: Bindings = new Map()

/** What the parameters were given, as far as it is text. */
export const textsOf =
  (reader: Reader, bound: Bindings): GivenTexts =>
  (slot) => {
    const known = bound.get(slot)
    return known === undefined ? null : stringAt(reader, known.ref.scope, known.ref.slot)
  }

/** `db.all(sql, values, (error, rows) => ...)`: the rows that a callback is called with. */
export function calledBack(walk: Walk, scope: Scope, slot: Slot, depth: number): WholeRow | null {
  const { module, function: callback } = scope
  const index = callback.parameters.findIndex((parameter) => parameter.slot === slot && slot !== callback.selfSlot)
  const parent = module.functions[callback.parent]
  if (module.language !== 'javascript' || index < 0 || parent === undefined || callback.index === 0) return null
  const isIt = (call: SeenCall, value: Slot): boolean => {
    const denoted = walk.reader.denoter.denote(call, value)
    return denoted.kind === 'function' && denoted.function === callback
  }
  for (const call of walk.reader.callsIn(parent)) {
    const position = call.call.args.findIndex(({ value }) => isIt(call, value))
    if (position >= 0)
      return rowsFor(walk, call, position, index, walk.entered?.function === parent ? walk.entered.bindings : NOTHING_BOUND, depth + 1)
  }
  return null
}

/** What a call gives to the function that is its argument at `position`, as the parameter at `index`. */
function rowsFor(walk: Walk, call: SeenCall, position: number, index: number, bound: Bindings, depth: number): WholeRow | null {
  if (depth > DEEPEST) return null
  const { callee } = call
  if (callee.kind !== 'function') {
    // Drivers call back with the error first.
    walk.given = textsOf(walk.reader, bound)
    return index === 1 ? (wholeRead(walk, call) ?? null) : null
  }
  const parameters = callee.function.parameters.filter(({ slot }) => slot !== callee.function.selfSlot)
  const done = parameters[position]?.slot ?? -1
  const bindings: Bindings = new Map(
    call.call.args.flatMap(({ value }, at) => {
      const own = parameters[at]
      return own === undefined || own.slot === done ? [] : [[own.slot, { ref: { scope: call, slot: value }, bindings: bound }] as const]
    }),
  )
  const isDone = (scope: Scope, slot: Slot): boolean => isParameter(scope, slot, callee.function, done)
  const before = walk.entered
  walk.entered = { function: callee.function, bindings }
  let found: WholeRow | null = null
  for (const owner of [callee.function, ...innerFunctions(callee)])
    for (const inner of walk.reader.callsIn(owner)) {
      const own = owner === callee.function ? bindings : NOTHING_BOUND
      const handed = inner.call.args.findIndex(({ value }) => isDone(inner, value))
      const answered = inner.call.callee >= 0 && isDone(inner, inner.call.callee) ? inner.call.args[index] : undefined
      if (answered !== undefined) found ??= walk.follow(walk, inner, answered.value, own, depth + 1)
      else if (handed >= 0) found ??= rowsFor(walk, inner, handed, index, own, depth + 1)
    }
  walk.entered = before
  return found
}

/** Whether a value is that parameter, here or in a function inside. */
function isParameter(scope: Scope, slot: Slot, owner: IrFunction, parameter: Slot): boolean {
  if (parameter < 0) return false
  if (scope.function === owner && slot === parameter) return true
  const [only, ...others] = definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction' || others.length > 0) return false
  const { instruction } = only
  if (instruction.op === 'move') return isParameter(scope, instruction.src, owner, parameter)
  return instruction.op === 'load-up' && instruction.function === owner.index && instruction.slot === parameter
}
