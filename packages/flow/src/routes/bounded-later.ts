import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { BOUNDING_METHODS } from './database-calls.ts'
import type { Reader, SeenCall } from './reader.ts'

const DEEPEST = 8

/**
 * A builder that is handed to functions of the tree before it is asked: `visibleTo(db('permits'), actor).first()`, `paged(query, page)`. What
 * bounds it stands behind the call that gives it back, or in the function that asks.
 */
export function isBoundedLater(reader: Reader, made: SeenCall): boolean {
  if (made.module.language !== 'javascript') return false
  const from = made.call.dst
  const calls = reader.callsIn(made.function)
  const isHandedOn = calls.some((call) => isGivenTo(reader, call, from))
  return isHandedOn && calls.some((call) => bounds(reader, call, from) || handsToBound(reader, call, from))
}

const bounds = (reader: Reader, call: SeenCall, from: Slot): boolean =>
  BOUNDING_METHODS.has(call.method) && call.call.receiver >= 0 && isSame(reader, call, call.call.receiver, from, 0)

const isGivenTo = (reader: Reader, call: SeenCall, from: Slot): boolean =>
  call.callee.kind === 'function' && call.call.args.some(({ value }) => isSame(reader, call, value, from, 0))

/** Whether the function that is given the builder bounds it before it asks. */
function handsToBound(reader: Reader, call: SeenCall, from: Slot): boolean {
  if (call.callee.kind !== 'function') return false
  const { module, function: callee } = call.callee
  const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
  return call.call.args.some(({ kind, value }, position) => {
    const parameter = kind === 'positional' ? parameters[position] : undefined
    if (parameter === undefined || !isSame(reader, call, value, from, 0)) return false
    const asked = reader.callsIn(callee)
    return asked.some((one) => one.module === module && bounds(reader, one, parameter.slot))
  })
}

/** Whether a value is the builder: itself, what a method of it gives back, or a function of the tree that is given it. */
function isSame(reader: Reader, scope: Scope, slot: Slot, from: Slot, depth: number): boolean {
  if (slot === from) return true
  if (slot < 0 || depth > DEEPEST) return false
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move') return isSame(reader, scope, instruction.src, from, depth + 1)
    if (instruction.op !== 'call') return false
    if (instruction.receiver >= 0 && isSame(reader, scope, instruction.receiver, from, depth + 1)) return true
    return (
      reader.seenCall(instruction)?.callee.kind === 'function' &&
      instruction.args.some(({ value }) => isSame(reader, scope, value, from, depth + 1))
    )
  })
}
