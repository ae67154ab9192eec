import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'

const DEEPEST = 4

const known = new WeakMap<IrFunction, readonly number[]>()

/** What a function of the tree is given and sends as it came: `ok(c, rows)` that is `c.json({ data: rows })`. */
export function handedToAnswer(reader: Reader, call: SeenCall, isAnswer: (inner: SeenCall) => boolean): readonly Slot[] {
  const { callee } = call
  if (callee.kind !== 'function' || call.call.isNew) return []
  let places = known.get(callee.function)
  if (places === undefined) {
    places = placesIn(reader, { module: callee.module, function: callee.function }, isAnswer)
    known.set(callee.function, places)
  }
  return places.flatMap((place) => {
    const argument = call.call.args[place]
    return argument?.kind === 'positional' ? [argument.value] : []
  })
}

function placesIn(reader: Reader, target: Scope, isAnswer: (inner: SeenCall) => boolean): readonly number[] {
  const sent = reader
    .callsIn(target.function)
    .filter(isAnswer)
    .flatMap(({ call }) => call.args.map(({ value }) => value))
  return target.function.parameters
    .filter(({ slot }) => slot !== target.function.selfSlot)
    .flatMap(({ slot }, place) => (sent.some((value) => holds(target, value, slot, 0)) ? [place] : []))
}

/** The parameter itself, or an object that has it under one of its keys. */
function holds(scope: Scope, value: Slot, parameter: Slot, depth: number): boolean {
  if (value === parameter) return true
  if (depth > DEEPEST) return false
  return definitionsOf(scope.module, scope.function, value).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move') return holds(scope, instruction.src, parameter, depth + 1)
    return instruction.op === 'dict' && instruction.entries.some((entry) => holds(scope, entry.value, parameter, depth + 1))
  })
}
