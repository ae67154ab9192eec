import { definitionsOf } from '../../engine/definitions.ts'
import { boundAt, functionAt, type Scope } from '../../engine/program.ts'
import type { FunctionCopy, Slot } from '../../ir/ir.ts'
import { slotsRead } from '../../ir/slots-read.ts'
import { listedArguments, type Reader, type SeenCall } from '../reader.ts'

/** Where a route of a copied function is declared: the place that gave the path; null where it stands in the function itself. */
export function givenAt(reader: Reader, call: SeenCall): { readonly scope: Scope; readonly start: number; readonly end: number } | null {
  const first = listedArguments(call.call)[0]
  if (call.function.copy === undefined || first === undefined) return null
  const copy = lastCopy(call, first) ?? null
  const module = copy === null ? undefined : reader.program.moduleByFile.get(copy.file)
  const owner = copy === null ? undefined : module?.functions[copy.function]
  return copy === null || module === undefined || owner === undefined
    ? null
    : { scope: { module, function: owner }, start: copy.start, end: copy.end }
}

/** The outermost copy on the way to where a value was given. */
function lastCopy(scope: Scope, slot: Slot, depth = 0): FunctionCopy | null {
  if (depth > 30) return null
  const definitions = definitionsOf(scope.module, scope.function, slot)
  for (const definition of definitions) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    const outer =
      instruction.op === 'bound'
        ? boundAt(scope.module, instruction)
        : instruction.op === 'load-up'
          ? { scope: { module: scope.module, function: functionAt(scope.module, instruction.function) }, slot: instruction.slot }
          : null
    // What a call or a table gives is bound without a place of its own.
    if (outer !== null && instruction.start === 0 && instruction.end === 0)
      return lastCopy(outer.scope, outer.slot, depth + 1) ?? scope.function.copy ?? null
    if (outer !== null) {
      const found = lastCopy(outer.scope, outer.slot, depth + 1)
      if (found !== null) return found
    } else {
      const found = slotsRead(instruction).flatMap((operand) => lastCopy(scope, operand, depth + 1) ?? [])
      const own = found.find((copy) => copy === scope.function.copy) ?? found[0]
      if (own !== undefined) return own
    }
  }
  return null
}
