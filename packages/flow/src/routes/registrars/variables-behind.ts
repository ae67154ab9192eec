import { definitionsOf } from '../../engine/definitions.ts'
import { boundAt, functionAt, type Scope } from '../../engine/program.ts'
import type { Slot } from '../../ir/ir.ts'
import { slotsRead } from '../../ir/slots-read.ts'

/** What a value depends on that only those know who call the function, or the table that a loop goes through. */
export type Variable =
  | { readonly kind: 'parameter'; readonly scope: Scope; readonly index: number }
  | { readonly kind: 'loop'; readonly scope: Scope; readonly slot: Slot; readonly iterable: Slot }

const MOST_SLOTS = 200

/** The parameters and the loops behind a slot, those of enclosing functions included. */
export function variablesBehind(scope: Scope, slot: Slot): readonly Variable[] {
  const found: Variable[] = []
  const seen = new Set<string>()
  const visit = (at: Scope, of: Slot): void => {
    const key = `${at.module.file}:${at.function.index}:${of}`
    if (of < 0 || seen.has(key) || seen.size > MOST_SLOTS) return
    seen.add(key)
    const index = at.function.parameters.findIndex((parameter) => parameter.slot === of)
    if (index >= 0 && of !== at.function.selfSlot) found.push({ kind: 'parameter', scope: at, index })
    for (const definition of definitionsOf(at.module, at.function, of)) {
      if (definition.kind === 'loop') {
        found.push({ kind: 'loop', scope: at, slot: of, iterable: definition.iterable })
        visit(at, definition.iterable)
        continue
      }
      if (definition.kind === 'inner') continue
      const { instruction } = definition
      if (instruction.op === 'load-up')
        visit({ module: at.module, function: functionAt(at.module, instruction.function) }, instruction.slot)
      else if (instruction.op === 'bound') {
        const given = boundAt(at.module, instruction)
        if (given !== null) visit(given.scope, given.slot)
      } else for (const operand of slotsRead(instruction)) visit(at, operand)
    }
  }
  visit(scope, slot)
  return found
}

/** How many functions lie around one. */
export function depthOf({ module, function: fn }: Scope): number {
  let depth = 0
  for (let at = module.functions[fn.parent]; at !== undefined && depth < 50; at = module.functions[at.parent]) depth += 1
  return depth
}
