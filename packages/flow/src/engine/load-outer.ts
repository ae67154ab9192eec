import type { Activation } from './activation.ts'
import type { Environment } from './environment.ts'
import { denotedValue } from './members.ts'
import { functionAt } from './program.ts'
import type { ObjectState } from './state.ts'
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
    importObjects(act, environment, cell, DEEPEST_IMPORT)
    return cell
  }
  const { module } = act.frame
  const denoted = denotedValue(act, act.engine.denoter.denote({ module, function: functionAt(module, index) }, slot), null)
  if (denoted !== NOTHING) return denoted
  return environment?.isComplete === true ? constantValue(undefined) : NOTHING
}

/** Containers nested deeper than this are taken over as they were at their definition. */
export const DEEPEST_IMPORT = 8

function joinCell(stored: Value, cell: Value | undefined): Value {
  return cell === undefined || cell === stored ? stored : joinValues(stored, cell)
}

function objectOf(environment: Environment, id: number): ObjectState | undefined {
  let at: Environment | null = environment
  for (let depth = 0; at !== null && depth < 8; depth++) {
    const object = at.heap.get(id)
    if (object !== undefined) return object
    at = at.fallback
  }
  return undefined
}

function importObjects(act: Activation, environment: Environment, value: Value, depth: number): void {
  const details = value.hint?.kind === 'library' ? value.hint.details : null
  if (details !== null && depth > 0) {
    for (const argument of details.args) importObjects(act, environment, argument, depth - 1)
    if (details.receiver !== null) importObjects(act, environment, details.receiver, depth - 1)
  }
  for (const id of value.objects) {
    if (act.state.heap.has(id)) continue
    const object = objectOf(environment, id)
    if (object === undefined) continue
    act.setObject(id, object)
    act.imported.set(id, object)
    if (depth === 0) continue
    for (const entry of object.entries.values()) importObjects(act, environment, entry, depth - 1)
    if (object.rest !== null) importObjects(act, environment, object.rest, depth - 1)
  }
}

export { importObjects }
