import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { Reader, SeenCall } from './reader.ts'

const DEEPEST = 8

/** Whether a part of what a call brings is all that is taken: `rows[:50]` or a page of them here, or in the function of the tree that is given the rows. */
export function isSliced(reader: Reader, call: SeenCall): boolean {
  if (slices(call, call.call.dst) || isPaged(reader, call, call.call.dst)) return true
  return reader.callsIn(call.function).some((other) => {
    if (other.callee.kind !== 'function') return false
    const { module, function: callee } = other.callee
    const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
    return other.call.args.some(({ kind, value }, position) => {
      const parameter = kind === 'positional' ? parameters[position] : undefined
      if (parameter === undefined || !comesFrom(call, value, call.call.dst, 0)) return false
      const inside = { module, function: callee }
      return slices(inside, parameter.slot) || isPaged(reader, inside, parameter.slot)
    })
  })
}

/** `Paginator(rows, 50)`, `islice(rows, 20)`, `self.paginate_queryset(rows)`: what is given the rows takes a page of them. */
const PAGES = /(?:^|\.)(?:\w*Paginator|islice|take|nlargest|nsmallest|paginate|paginate_query(?:set)?|get_page|sample)$/

function isPaged(reader: Reader, scope: Scope, rows: Slot): boolean {
  return reader
    .callsIn(scope.function)
    .some(
      (other) =>
        (PAGES.test(other.name) || PAGES.test(other.method)) && other.call.args.some(({ value }) => comesFrom(scope, value, rows, 0)),
    )
}

function slices(scope: Scope, rows: Slot): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((instruction) => instruction.op === 'slice' && comesFrom(scope, instruction.object, rows, 0)),
  )
}

/** Whether a value is another one, or a query made of it. */
function comesFrom(scope: Scope, slot: Slot, from: Slot, depth: number): boolean {
  if (slot === from) return true
  if (slot < 0 || depth > DEEPEST) return false
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return comesFrom(scope, instruction.src, from, depth + 1)
    return instruction.op === 'call' && comesFrom(scope, instruction.receiver, from, depth + 1)
  })
}
