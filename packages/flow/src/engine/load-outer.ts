import type { Activation } from './activation.ts'
import { denotedValue } from './denoted-value.ts'
import type { Environment } from './environment.ts'
import { functionAt } from './program.ts'
import { constantValue, joinValues, NOTHING, type Value } from './value.ts'

/** The environment of that enclosing function, as far as it is known. */
export function environmentOf(act: Activation, index: number): Environment | null {
  for (let at = act.outer; at !== null; at = at.parent) if (at.function.index === index && at.module === act.frame.module) return at
  return index === 0 ? (act.engine.environments.get(act.frame.module) ?? null) : null
}

/** Reads a variable of an enclosing function. */
export function loadOuter(act: Activation, index: number, slot: number): Value {
  const environment = environmentOf(act, index)
  const stored = environment === null ? undefined : act.stores.get(`${environment.id}:${slot}`)
  if (stored !== undefined) return joinCell(stored.value, environment?.cells.get(slot))
  const cell = environment?.cells.get(slot)
  if (environment !== null && cell !== undefined) {
    return cell
  }
  const { module } = act.frame
  const denoted = denotedValue(act, act.engine.denoter.denote({ module, function: functionAt(module, index) }, slot), null)
  if (denoted !== NOTHING) return denoted
  return environment?.isComplete === true ? constantValue(undefined) : NOTHING
}

function joinCell(stored: Value, cell: Value | undefined): Value {
  return cell === undefined || cell === stored ? stored : joinValues(stored, cell)
}
